// Written by `rlvmr world fit` from the 3553 games of ALFWorld's train split.
// Do not edit: measure again instead.

extension GameStatistics {
  /// Of the released train split, as `rlvmr world fit` measured and printed them.
  public static let fitted = GameStatistics(table: fittedTable)

  private static let fittedTable = """
    room kitchen 27
    receptacle cabinet 809 45 0 0 1 0 2 0 0 0 1 2 3 2 1 4 0 1 1 0 1 1 3 1 0 1 0 0 1 1
    shared cabinet drawer 8
    receptacle coffeemachine 0 0 0 27
    shared coffeemachine countertop 222
    receptacle countertop 0 0 0 5 11 8 3
    shared countertop coffeemachine 95
    shared countertop stoveburner 16
    shared countertop toaster 127
    receptacle diningtable 0 0 12 11 3 1
    receptacle drawer 818 31 1 2 1 6 4 3 3 1 1 1 0 0 2 1 0 0 0 0 0 0 0 0 0 0 0 0 0 1
    shared drawer cabinet 25
    shared drawer sinkbasin 6
    shared drawer stoveburner 13
    receptacle fridge 1000 0 0 27
    receptacle garbagecan 0 0 0 27
    shared garbagecan cabinet 37
    shared garbagecan stoveburner 37
    receptacle microwave 1000 0 0 27
    receptacle safe 1000 0 26 1
    receptacle shelf 0 0 23 0 0 4
    receptacle sidetable 0 0 24 3
    receptacle sinkbasin 0 0 0 27
    shared sinkbasin drawer 37
    receptacle stoveburner 0 145 0 0 0 0 26 0 1
    shared stoveburner cabinet 9
    shared stoveburner countertop 9
    shared stoveburner drawer 18
    shared stoveburner garbagecan 9
    shared stoveburner toaster 9
    receptacle toaster 0 0 0 27
    shared toaster countertop 296
    shared toaster stoveburner 37
    object apple 27 12 0 0 563 533 577 23
    in apple countertop 21414 diningtable 40233 fridge 48821 garbagecan 24705 microwave 25825 \
    sidetable 34239 sinkbasin 18219
    object book 2 0 0 0 114 51 25
    in book cabinet 2061 countertop 38730 diningtable 37805 drawer 1231 shelf 2281
    object bowl 27 7 0 0 590 576 517 13
    in bowl cabinet 5144 countertop 17572 diningtable 39380 fridge 39917 microwave 5366 shelf \
    5458 sidetable 7065 sinkbasin 6132
    object bread 27 1 0 0 934 541 212 9
    in bread coffeemachine 59 countertop 38115 diningtable 64496 fridge 19281 garbagecan 825 \
    microwave 295 sidetable 9783
    object butterknife 26 28 0 0 602 599 435 3
    in butterknife countertop 46062 diningtable 62326 drawer 2604 sidetable 29921 sinkbasin \
    10128
    object cellphone 3 8 0 0 70 63 55
    in cellphone countertop 28884 diningtable 46875 drawer 5316
    object creditcard 2 34 0 0 46 47 61
    in creditcard countertop 31169 drawer 10360 shelf 16358
    object cup 27 20 0 0 602 531 529 34
    in cup cabinet 3313 countertop 17879 diningtable 37907 fridge 41097 microwave 14092 shelf \
    5848 sidetable 33152 sinkbasin 18219
    object dishsponge 27 20 0 0 553 568 573 2
    in dishsponge cabinet 3469 countertop 22080 diningtable 33101 drawer 7098 garbagecan 10849 \
    shelf 8577 sidetable 13587 sinkbasin 14682
    object egg 27 30 1 0 543 587 549 17
    in egg countertop 20364 diningtable 30620 fridge 49587 garbagecan 24764 microwave 23467 \
    sidetable 28261 sinkbasin 25354
    object fork 27 44 0 0 573 556 561 6
    in fork countertop 36629 diningtable 59380 drawer 7158 sidetable 26630 sinkbasin 16568
    object glassbottle 6 8 0 0 139 129 130 2
    in glassbottle cabinet 3968 countertop 19720 diningtable 44082 fridge 17500 garbagecan \
    14250 shelf 8642 sinkbasin 18500
    object kettle 13 9 0 0 384 329 164 4
    in kettle cabinet 3163 countertop 16774 diningtable 24476 shelf 891 sinkbasin 2838 \
    stoveburner 17444
    object knife 27 53 1 0 601 573 520 2
    in knife coffeemachine 236 countertop 38909 diningtable 61783 drawer 6439 garbagecan 177 \
    sidetable 14130 sinkbasin 8785
    object ladle 10 38 6 0 188 230 173 7
    in ladle cabinet 3563 countertop 33757 diningtable 63889 drawer 4379 sinkbasin 4348
    object lettuce 27 25 0 0 712 593 386 5
    in lettuce countertop 31557 diningtable 66202 fridge 40507 garbagecan 1769 sidetable 24457 \
    sinkbasin 8844
    object mug 27 50 187 0 609 591 465 31
    in mug cabinet 2538 coffeemachine 38267 countertop 26793 diningtable 30465 fridge 30248 \
    microwave 16097 shelf 4971 sidetable 17935 sinkbasin 13031
    object pan 27 2 294 0 1177 438 81
    in pan cabinet 892 countertop 26025 diningtable 10078 fridge 6899 sinkbasin 59 stoveburner \
    22705 toaster 177
    object papertowelroll 9 0 0 0 594
    in papertowelroll countertop 21174 diningtable 41277 garbagecan 15320 shelf 10000 sidetable \
    22807
    object pen 2 0 0 0 36 34 38
    in pen countertop 34127 diningtable 125000 drawer 10088 garbagecan 10185
    object pencil 2 5 0 0 51 49 21
    in pencil countertop 25926 diningtable 68333 drawer 10094 garbagecan 17355
    object peppershaker 27 0 0 0 499 566 624 7
    in peppershaker cabinet 5058 countertop 27561 diningtable 45116 drawer 5161 shelf 10429 \
    sidetable 43478
    object plate 27 71 1 0 700 568 406 22
    in plate cabinet 5062 countertop 22746 diningtable 35659 fridge 15566 microwave 943 shelf \
    4971 sidetable 1630 sinkbasin 4068
    object pot 27 3 161 0 897 637 162
    in pot cabinet 455 countertop 11322 diningtable 9922 fridge 7724 shelf 1170 sinkbasin 825 \
    stoveburner 33391 toaster 118
    object potato 27 22 0 0 612 546 514 24
    in potato countertop 23796 diningtable 41860 fridge 50649 garbagecan 12146 microwave 19693 \
    sidetable 23370 sinkbasin 21108
    object saltshaker 27 0 0 0 599 559 527 11
    in saltshaker cabinet 4568 countertop 27228 diningtable 45504 drawer 4632 shelf 9162 \
    sidetable 42935
    object soapbottle 27 22 0 0 587 575 534
    in soapbottle cabinet 4317 countertop 27049 diningtable 52248 drawer 439 garbagecan 19870 \
    shelf 10819 sidetable 25543
    object spatula 27 21 0 0 597 597 495 7
    in spatula countertop 37039 diningtable 61938 drawer 6858 sidetable 10870 sinkbasin 16450 \
    stoveburner 43
    object spoon 27 38 0 0 546 583 563 4
    in spoon coffeemachine 59 countertop 31634 diningtable 56047 drawer 9105 sidetable 31522 \
    sinkbasin 21167
    object spraybottle 2 0 0 0 39 46 27
    in spraybottle cabinet 3265 countertop 21875 diningtable 36719 garbagecan 22321
    object statue 3 0 0 0 97 129 36
    in statue countertop 33807 diningtable 25610 shelf 25954
    object tomato 27 11 0 0 570 550 555 21
    in tomato countertop 25640 diningtable 51860 fridge 66215 garbagecan 18219 sidetable 28804 \
    sinkbasin 13267
    object vase 3 0 0 0 0 126 136
    in vase cabinet 5923 countertop 31960 diningtable 24390 shelf 26590
    object winebottle 10 0 0 0 256 226 229 4
    in winebottle cabinet 3580 countertop 37375 diningtable 61302 fridge 2797 garbagecan 17483 \
    shelf 5556 sidetable 1754
    task pick_and_place_simple bowl fridge 3
    task pick_and_place_simple bread microwave 3
    task pick_and_place_simple butterknife drawer 3
    task pick_and_place_simple butterknife sidetable 3
    task pick_and_place_simple dishsponge cabinet 3
    task pick_and_place_simple egg fridge 2
    task pick_and_place_simple egg microwave 2
    task pick_and_place_simple fork drawer 2
    task pick_and_place_simple glassbottle cabinet 2
    task pick_and_place_simple glassbottle countertop 2
    task pick_and_place_simple glassbottle diningtable 3
    task pick_and_place_simple glassbottle fridge 2
    task pick_and_place_simple kettle cabinet 3
    task pick_and_place_simple kettle shelf 3
    task pick_and_place_simple kettle stoveburner 3
    task pick_and_place_simple knife sidetable 1
    task pick_and_place_simple lettuce countertop 2
    task pick_and_place_simple pan countertop 3
    task pick_and_place_simple pan diningtable 2
    task pick_and_place_simple peppershaker countertop 2
    task pick_and_place_simple peppershaker drawer 5
    task pick_and_place_simple peppershaker shelf 3
    task pick_and_place_simple peppershaker sidetable 2
    task pick_and_place_simple potato microwave 3
    task pick_and_place_simple saltshaker diningtable 3
    task pick_and_place_simple soapbottle garbagecan 1
    task pick_and_place_simple tomato diningtable 1
    task pick_and_place_simple tomato microwave 7
    task pick_and_place_simple winebottle diningtable 3
    task pick_and_place_simple winebottle shelf 2
    task pick_clean_then_place_in_recep apple diningtable 9
    task pick_clean_then_place_in_recep apple fridge 4
    task pick_clean_then_place_in_recep apple microwave 10
    task pick_clean_then_place_in_recep apple sidetable 2
    task pick_clean_then_place_in_recep bowl cabinet 2
    task pick_clean_then_place_in_recep bowl diningtable 5
    task pick_clean_then_place_in_recep bowl fridge 9
    task pick_clean_then_place_in_recep bowl microwave 5
    task pick_clean_then_place_in_recep bowl shelf 5
    task pick_clean_then_place_in_recep butterknife countertop 8
    task pick_clean_then_place_in_recep butterknife diningtable 7
    task pick_clean_then_place_in_recep butterknife drawer 8
    task pick_clean_then_place_in_recep butterknife sidetable 3
    task pick_clean_then_place_in_recep cup cabinet 3
    task pick_clean_then_place_in_recep cup microwave 8
    task pick_clean_then_place_in_recep cup shelf 6
    task pick_clean_then_place_in_recep cup sidetable 3
    task pick_clean_then_place_in_recep dishsponge shelf 5
    task pick_clean_then_place_in_recep egg countertop 3
    task pick_clean_then_place_in_recep egg diningtable 7
    task pick_clean_then_place_in_recep egg fridge 2
    task pick_clean_then_place_in_recep egg garbagecan 2
    task pick_clean_then_place_in_recep egg microwave 6
    task pick_clean_then_place_in_recep egg sidetable 3
    task pick_clean_then_place_in_recep fork countertop 3
    task pick_clean_then_place_in_recep fork diningtable 5
    task pick_clean_then_place_in_recep fork drawer 10
    task pick_clean_then_place_in_recep fork sidetable 5
    task pick_clean_then_place_in_recep kettle cabinet 14
    task pick_clean_then_place_in_recep kettle countertop 5
    task pick_clean_then_place_in_recep kettle diningtable 8
    task pick_clean_then_place_in_recep kettle shelf 4
    task pick_clean_then_place_in_recep kettle stoveburner 16
    task pick_clean_then_place_in_recep knife countertop 6
    task pick_clean_then_place_in_recep knife diningtable 8
    task pick_clean_then_place_in_recep knife drawer 14
    task pick_clean_then_place_in_recep knife sidetable 5
    task pick_clean_then_place_in_recep ladle cabinet 14
    task pick_clean_then_place_in_recep ladle countertop 6
    task pick_clean_then_place_in_recep ladle diningtable 8
    task pick_clean_then_place_in_recep ladle drawer 10
    task pick_clean_then_place_in_recep lettuce countertop 12
    task pick_clean_then_place_in_recep lettuce diningtable 5
    task pick_clean_then_place_in_recep lettuce fridge 7
    task pick_clean_then_place_in_recep lettuce garbagecan 4
    task pick_clean_then_place_in_recep lettuce sidetable 3
    task pick_clean_then_place_in_recep mug coffeemachine 32
    task pick_clean_then_place_in_recep pan cabinet 2
    task pick_clean_then_place_in_recep pan countertop 6
    task pick_clean_then_place_in_recep pan diningtable 3
    task pick_clean_then_place_in_recep pan fridge 5
    task pick_clean_then_place_in_recep pan stoveburner 12
    task pick_clean_then_place_in_recep plate cabinet 2
    task pick_clean_then_place_in_recep plate countertop 2
    task pick_clean_then_place_in_recep plate diningtable 3
    task pick_clean_then_place_in_recep plate fridge 4
    task pick_clean_then_place_in_recep plate microwave 3
    task pick_clean_then_place_in_recep plate shelf 8
    task pick_clean_then_place_in_recep pot diningtable 1
    task pick_clean_then_place_in_recep pot fridge 3
    task pick_clean_then_place_in_recep pot shelf 3
    task pick_clean_then_place_in_recep pot stoveburner 9
    task pick_clean_then_place_in_recep potato countertop 2
    task pick_clean_then_place_in_recep potato diningtable 3
    task pick_clean_then_place_in_recep potato fridge 2
    task pick_clean_then_place_in_recep potato garbagecan 3
    task pick_clean_then_place_in_recep potato microwave 12
    task pick_clean_then_place_in_recep potato sidetable 3
    task pick_clean_then_place_in_recep spatula countertop 8
    task pick_clean_then_place_in_recep spatula diningtable 13
    task pick_clean_then_place_in_recep spatula drawer 5
    task pick_clean_then_place_in_recep spatula sidetable 3
    task pick_clean_then_place_in_recep spoon countertop 3
    task pick_clean_then_place_in_recep spoon diningtable 9
    task pick_clean_then_place_in_recep spoon drawer 8
    task pick_clean_then_place_in_recep spoon sidetable 6
    task pick_clean_then_place_in_recep tomato countertop 4
    task pick_clean_then_place_in_recep tomato diningtable 5
    task pick_clean_then_place_in_recep tomato fridge 4
    task pick_clean_then_place_in_recep tomato garbagecan 3
    task pick_clean_then_place_in_recep tomato microwave 6
    task pick_clean_then_place_in_recep tomato sidetable 4
    task pick_cool_then_place_in_recep apple countertop 4
    task pick_cool_then_place_in_recep apple diningtable 7
    task pick_cool_then_place_in_recep apple garbagecan 11
    task pick_cool_then_place_in_recep apple microwave 19
    task pick_cool_then_place_in_recep apple sidetable 3
    task pick_cool_then_place_in_recep bowl cabinet 15
    task pick_cool_then_place_in_recep bowl countertop 9
    task pick_cool_then_place_in_recep bowl diningtable 5
    task pick_cool_then_place_in_recep bowl microwave 9
    task pick_cool_then_place_in_recep bowl shelf 11
    task pick_cool_then_place_in_recep bread countertop 22
    task pick_cool_then_place_in_recep bread diningtable 15
    task pick_cool_then_place_in_recep bread microwave 3
    task pick_cool_then_place_in_recep cup cabinet 12
    task pick_cool_then_place_in_recep cup diningtable 6
    task pick_cool_then_place_in_recep cup microwave 11
    task pick_cool_then_place_in_recep cup shelf 9
    task pick_cool_then_place_in_recep cup sidetable 2
    task pick_cool_then_place_in_recep egg countertop 6
    task pick_cool_then_place_in_recep egg garbagecan 2
    task pick_cool_then_place_in_recep egg microwave 15
    task pick_cool_then_place_in_recep egg sidetable 2
    task pick_cool_then_place_in_recep lettuce countertop 10
    task pick_cool_then_place_in_recep lettuce diningtable 15
    task pick_cool_then_place_in_recep lettuce garbagecan 12
    task pick_cool_then_place_in_recep mug cabinet 9
    task pick_cool_then_place_in_recep mug coffeemachine 47
    task pick_cool_then_place_in_recep mug microwave 3
    task pick_cool_then_place_in_recep mug shelf 12
    task pick_cool_then_place_in_recep mug sidetable 3
    task pick_cool_then_place_in_recep pan cabinet 6
    task pick_cool_then_place_in_recep pan countertop 9
    task pick_cool_then_place_in_recep pan diningtable 12
    task pick_cool_then_place_in_recep pan stoveburner 19
    task pick_cool_then_place_in_recep plate cabinet 9
    task pick_cool_then_place_in_recep plate countertop 2
    task pick_cool_then_place_in_recep plate diningtable 4
    task pick_cool_then_place_in_recep plate microwave 2
    task pick_cool_then_place_in_recep plate shelf 8
    task pick_cool_then_place_in_recep pot cabinet 8
    task pick_cool_then_place_in_recep pot countertop 11
    task pick_cool_then_place_in_recep pot diningtable 13
    task pick_cool_then_place_in_recep pot shelf 5
    task pick_cool_then_place_in_recep pot stoveburner 20
    task pick_cool_then_place_in_recep potato countertop 7
    task pick_cool_then_place_in_recep potato diningtable 6
    task pick_cool_then_place_in_recep potato garbagecan 12
    task pick_cool_then_place_in_recep potato microwave 16
    task pick_cool_then_place_in_recep potato sidetable 3
    task pick_cool_then_place_in_recep tomato countertop 4
    task pick_cool_then_place_in_recep tomato diningtable 6
    task pick_cool_then_place_in_recep tomato garbagecan 5
    task pick_cool_then_place_in_recep tomato microwave 19
    task pick_cool_then_place_in_recep winebottle cabinet 5
    task pick_cool_then_place_in_recep winebottle countertop 5
    task pick_cool_then_place_in_recep winebottle diningtable 4
    task pick_cool_then_place_in_recep winebottle garbagecan 4
    task pick_heat_then_place_in_recep apple countertop 8
    task pick_heat_then_place_in_recep apple diningtable 7
    task pick_heat_then_place_in_recep apple fridge 19
    task pick_heat_then_place_in_recep apple garbagecan 11
    task pick_heat_then_place_in_recep apple sidetable 7
    task pick_heat_then_place_in_recep bread countertop 3
    task pick_heat_then_place_in_recep bread diningtable 3
    task pick_heat_then_place_in_recep bread fridge 3
    task pick_heat_then_place_in_recep bread garbagecan 3
    task pick_heat_then_place_in_recep cup cabinet 34
    task pick_heat_then_place_in_recep cup countertop 11
    task pick_heat_then_place_in_recep cup diningtable 3
    task pick_heat_then_place_in_recep cup fridge 14
    task pick_heat_then_place_in_recep cup shelf 5
    task pick_heat_then_place_in_recep cup sidetable 4
    task pick_heat_then_place_in_recep egg countertop 10
    task pick_heat_then_place_in_recep egg diningtable 10
    task pick_heat_then_place_in_recep egg fridge 22
    task pick_heat_then_place_in_recep egg garbagecan 19
    task pick_heat_then_place_in_recep egg sidetable 9
    task pick_heat_then_place_in_recep mug cabinet 29
    task pick_heat_then_place_in_recep mug coffeemachine 55
    task pick_heat_then_place_in_recep mug shelf 12
    task pick_heat_then_place_in_recep mug sidetable 6
    task pick_heat_then_place_in_recep plate cabinet 8
    task pick_heat_then_place_in_recep plate countertop 13
    task pick_heat_then_place_in_recep plate diningtable 5
    task pick_heat_then_place_in_recep plate fridge 8
    task pick_heat_then_place_in_recep plate shelf 3
    task pick_heat_then_place_in_recep plate sidetable 2
    task pick_heat_then_place_in_recep potato countertop 10
    task pick_heat_then_place_in_recep potato diningtable 7
    task pick_heat_then_place_in_recep potato fridge 19
    task pick_heat_then_place_in_recep potato garbagecan 17
    task pick_heat_then_place_in_recep potato sidetable 7
    task pick_heat_then_place_in_recep tomato countertop 11
    task pick_heat_then_place_in_recep tomato diningtable 8
    task pick_heat_then_place_in_recep tomato fridge 20
    task pick_heat_then_place_in_recep tomato garbagecan 5
    task pick_heat_then_place_in_recep tomato sidetable 9
    task pick_two_obj_and_place apple garbagecan 1
    task pick_two_obj_and_place bread fridge 3
    task pick_two_obj_and_place cup cabinet 3
    task pick_two_obj_and_place cup countertop 3
    task pick_two_obj_and_place cup microwave 6
    task pick_two_obj_and_place cup shelf 2
    task pick_two_obj_and_place egg microwave 4
    task pick_two_obj_and_place glassbottle fridge 2
    task pick_two_obj_and_place glassbottle shelf 1
    task pick_two_obj_and_place kettle cabinet 3
    task pick_two_obj_and_place kettle diningtable 3
    task pick_two_obj_and_place knife drawer 2
    task pick_two_obj_and_place ladle drawer 4
    task pick_two_obj_and_place lettuce fridge 11
    task pick_two_obj_and_place pan countertop 2
    task pick_two_obj_and_place peppershaker cabinet 5
    task pick_two_obj_and_place peppershaker diningtable 8
    task pick_two_obj_and_place peppershaker drawer 3
    task pick_two_obj_and_place peppershaker shelf 3
    task pick_two_obj_and_place peppershaker sidetable 3
    task pick_two_obj_and_place pot shelf 3
    task pick_two_obj_and_place potato fridge 3
    task pick_two_obj_and_place potato microwave 1
    task pick_two_obj_and_place saltshaker cabinet 9
    task pick_two_obj_and_place saltshaker countertop 2
    task pick_two_obj_and_place saltshaker drawer 9
    task pick_two_obj_and_place saltshaker shelf 3
    task pick_two_obj_and_place saltshaker sidetable 2
    task pick_two_obj_and_place spatula drawer 6
    task pick_two_obj_and_place spoon countertop 1
    task pick_two_obj_and_place spoon drawer 2
    task pick_two_obj_and_place spoon sidetable 2
    task pick_two_obj_and_place tomato countertop 3
    task pick_two_obj_and_place winebottle cabinet 4
    task pick_two_obj_and_place winebottle garbagecan 2
    room livingroom 27
    receptacle armchair 0 0 2 16 8 1
    receptacle cabinet 923 0 24 1 0 0 1 0 0 0 1
    receptacle coffeetable 0 0 4 18 5
    receptacle desk 0 0 26 1
    receptacle diningtable 0 59 13 11 3
    receptacle drawer 962 66 6 6 1 0 6 0 2 3 1 0 0 0 1 0 0 0 0 0 0 0 0 1
    shared drawer safe 28
    shared drawer sidetable 19
    receptacle dresser 0 0 18 8 1
    receptacle garbagecan 0 0 0 27
    shared garbagecan tvstand 37
    receptacle ottoman 0 0 23 4
    receptacle safe 1000 0 26 1
    shared safe drawer 1000
    receptacle shelf 0 31 17 1 1 1 1 1 1 0 2 0 0 0 0 1 1
    shared shelf tvstand 63
    receptacle sidetable 0 0 6 9 6 5 0 1
    shared sidetable drawer 49
    receptacle sofa 0 0 0 21 6
    receptacle tvstand 0 0 15 10 2
    shared tvstand garbagecan 71
    shared tvstand shelf 214
    object book 7 0 0 0 58 38 26 3
    in book armchair 16129 coffeetable 60748 diningtable 30303 drawer 341 dresser 64634 \
    sidetable 5975 sofa 29600 tvstand 7692
    object boots 5 1000 0 0 94
    object bowl 3 0 0 0 21 20 9 1
    in bowl coffeetable 49020 diningtable 61818 shelf 3333 sidetable 14545 tvstand 36735
    object box 27 140 0 0 331 120 26
    in box armchair 2738 cabinet 7764 coffeetable 27083 desk 33333 diningtable 53558 dresser \
    9896 ottoman 5172 shelf 1964 sidetable 5808 sofa 23818 tvstand 8081
    object candle 3 0 0 0 8 9 28
    in candle coffeetable 44928 diningtable 33333 drawer 5000 dresser 20000 sidetable 77586 \
    tvstand 33333
    object cellphone 6 0 0 0 37 32 31 1
    in cellphone armchair 9722 coffeetable 39759 desk 33333 diningtable 34615 drawer 3285 \
    dresser 50000 ottoman 41176 shelf 10526 sidetable 13386 sofa 26168 tvstand 30000
    object creditcard 27 0 0 0 130 158 175 14
    in creditcard armchair 21256 coffeetable 31667 desk 33333 diningtable 35955 drawer 7003 \
    dresser 35417 ottoman 18966 shelf 5145 sidetable 13510 sofa 34851 tvstand 36869
    object desklamp 6 0 0 0 120
    in desklamp coffeetable 16418 sidetable 36093
    object floorlamp 27 1000 0 0 477
    object keychain 27 206 0 0 157 156 154 10
    in keychain armchair 10950 coffeetable 32083 desk 33333 diningtable 20974 drawer 6578 \
    dresser 22396 ottoman 18966 safe 16667 shelf 3461 sidetable 15909 sofa 16112 tvstand 28788
    object laptop 27 0 0 0 314 131 31 1
    in laptop armchair 4992 coffeetable 34375 desk 33333 diningtable 52434 dresser 28646 \
    ottoman 18966 sidetable 6313 sofa 32399 tvstand 17172
    object newspaper 15 0 0 0 113 98 72 12
    in newspaper armchair 11940 coffeetable 34114 diningtable 56725 drawer 828 dresser 46316 \
    garbagecan 339 ottoman 25000 shelf 11720 sidetable 14235 sofa 30027 tvstand 17895
    object pen 5 0 0 0 30 33 31 1
    in pen coffeetable 64706 diningtable 15556 drawer 4029 dresser 79245 garbagecan 8421 shelf \
    12500 sidetable 20103 tvstand 23529
    object pencil 4 19 0 0 28 23 26 2
    in pencil coffeetable 54430 diningtable 12727 drawer 5694 dresser 40741 garbagecan 12658 \
    shelf 14063 sidetable 33553 tvstand 19608
    object pillow 27 0 0 0 416 59 2
    in pillow armchair 17069 ottoman 1724 sofa 75832
    object plate 10 0 0 0 76 67 26
    in plate coffeetable 30909 diningtable 85629 dresser 10345 shelf 11012 sidetable 13839 \
    tvstand 17647
    object remotecontrol 27 70 0 0 148 159 151 19
    in remotecontrol armchair 12238 coffeetable 46250 desk 33333 diningtable 37453 drawer 1857 \
    dresser 40104 ottoman 22414 shelf 2806 sidetable 15278 sofa 30123 tvstand 38889
    object statue 26 15 0 0 109 179 147 5 0 0 20
    in statue coffeetable 58099 desk 33333 diningtable 82400 dresser 42188 shelf 19364 \
    sidetable 25419 tvstand 45455
    object tissuebox 8 0 0 0 44 57 57 4
    in tissuebox coffeetable 81699 diningtable 50000 drawer 2454 dresser 21622 garbagecan 3086 \
    shelf 20207 sidetable 19692 tvstand 33766
    object vase 16 69 0 0 46 69 87 47 0 20
    in vase cabinet 7303 coffeetable 55200 desk 50000 diningtable 60588 dresser 168182 shelf \
    24876 sidetable 20918 tvstand 30400
    object watch 13 0 0 0 59 89 86 2
    in watch coffeetable 46071 diningtable 46903 drawer 12055 dresser 49074 shelf 6985 \
    sidetable 24339 tvstand 59091
    object wateringcan 12 741 0 0 220 11 7
    in wateringcan coffeetable 16514 shelf 18841 sidetable 1439
    task look_at_obj_in_light box desklamp 9
    task look_at_obj_in_light laptop desklamp 3
    task look_at_obj_in_light newspaper desklamp 14
    task look_at_obj_in_light pillow desklamp 8
    task look_at_obj_in_light plate desklamp 3
    task look_at_obj_in_light statue desklamp 5
    task look_at_obj_in_light tissuebox desklamp 4
    task look_at_obj_in_light vase desklamp 2
    task look_at_obj_in_light watch desklamp 3
    task pick_and_place_simple book armchair 6
    task pick_and_place_simple book coffeetable 3
    task pick_and_place_simple book sofa 10
    task pick_and_place_simple bowl coffeetable 2
    task pick_and_place_simple box armchair 9
    task pick_and_place_simple box diningtable 2
    task pick_and_place_simple box dresser 2
    task pick_and_place_simple box sofa 6
    task pick_and_place_simple creditcard armchair 8
    task pick_and_place_simple creditcard coffeetable 3
    task pick_and_place_simple creditcard drawer 2
    task pick_and_place_simple creditcard sofa 6
    task pick_and_place_simple keychain armchair 4
    task pick_and_place_simple keychain coffeetable 1
    task pick_and_place_simple keychain drawer 3
    task pick_and_place_simple keychain dresser 3
    task pick_and_place_simple keychain ottoman 3
    task pick_and_place_simple keychain sofa 12
    task pick_and_place_simple laptop armchair 3
    task pick_and_place_simple laptop ottoman 6
    task pick_and_place_simple laptop sidetable 3
    task pick_and_place_simple laptop sofa 3
    task pick_and_place_simple newspaper armchair 3
    task pick_and_place_simple newspaper garbagecan 3
    task pick_and_place_simple newspaper ottoman 6
    task pick_and_place_simple newspaper sofa 5
    task pick_and_place_simple pillow armchair 8
    task pick_and_place_simple pillow ottoman 3
    task pick_and_place_simple pillow sofa 4
    task pick_and_place_simple plate dresser 3
    task pick_and_place_simple remotecontrol armchair 15
    task pick_and_place_simple remotecontrol coffeetable 3
    task pick_and_place_simple remotecontrol dresser 3
    task pick_and_place_simple remotecontrol ottoman 2
    task pick_and_place_simple remotecontrol sofa 7
    task pick_and_place_simple statue coffeetable 16
    task pick_and_place_simple statue sidetable 3
    task pick_and_place_simple tissuebox coffeetable 3
    task pick_and_place_simple tissuebox sidetable 3
    task pick_and_place_simple vase coffeetable 4
    task pick_and_place_simple vase safe 3
    task pick_and_place_simple vase sidetable 3
    task pick_and_place_simple watch coffeetable 8
    task pick_and_place_simple watch shelf 2
    task pick_two_obj_and_place book sofa 3
    task pick_two_obj_and_place bowl coffeetable 3
    task pick_two_obj_and_place box coffeetable 3
    task pick_two_obj_and_place cellphone armchair 3
    task pick_two_obj_and_place cellphone dresser 3
    task pick_two_obj_and_place cellphone sofa 5
    task pick_two_obj_and_place creditcard armchair 23
    task pick_two_obj_and_place creditcard coffeetable 3
    task pick_two_obj_and_place creditcard drawer 3
    task pick_two_obj_and_place creditcard dresser 1
    task pick_two_obj_and_place creditcard sofa 6
    task pick_two_obj_and_place keychain armchair 5
    task pick_two_obj_and_place keychain coffeetable 1
    task pick_two_obj_and_place keychain ottoman 1
    task pick_two_obj_and_place keychain safe 1
    task pick_two_obj_and_place keychain shelf 2
    task pick_two_obj_and_place keychain sofa 6
    task pick_two_obj_and_place laptop ottoman 3
    task pick_two_obj_and_place newspaper armchair 10
    task pick_two_obj_and_place newspaper coffeetable 7
    task pick_two_obj_and_place newspaper drawer 1
    task pick_two_obj_and_place newspaper garbagecan 3
    task pick_two_obj_and_place newspaper sofa 15
    task pick_two_obj_and_place pen dresser 3
    task pick_two_obj_and_place pencil coffeetable 3
    task pick_two_obj_and_place pillow armchair 3
    task pick_two_obj_and_place pillow ottoman 2
    task pick_two_obj_and_place plate coffeetable 5
    task pick_two_obj_and_place remotecontrol armchair 19
    task pick_two_obj_and_place remotecontrol coffeetable 7
    task pick_two_obj_and_place remotecontrol ottoman 5
    task pick_two_obj_and_place remotecontrol sofa 12
    task pick_two_obj_and_place statue coffeetable 3
    task pick_two_obj_and_place statue diningtable 2
    task pick_two_obj_and_place statue dresser 2
    task pick_two_obj_and_place statue sidetable 3
    task pick_two_obj_and_place tissuebox coffeetable 4
    task pick_two_obj_and_place tissuebox diningtable 2
    task pick_two_obj_and_place tissuebox drawer 3
    task pick_two_obj_and_place tissuebox garbagecan 3
    task pick_two_obj_and_place vase coffeetable 8
    task pick_two_obj_and_place vase desk 2
    task pick_two_obj_and_place vase diningtable 3
    task pick_two_obj_and_place watch coffeetable 3
    task pick_two_obj_and_place watch dresser 2
    task pick_two_obj_and_place watch sidetable 3
    task pick_two_obj_and_place wateringcan shelf 3
    room bedroom 27
    receptacle armchair 0 0 21 4 1 1
    receptacle bed 0 0 0 23 4
    receptacle cabinet 1000 91 23 1 1 0 2
    shared cabinet shelf 91
    receptacle countertop 0 0 26 1
    receptacle desk 0 0 9 16 2
    shared desk drawer 50
    receptacle diningtable 0 0 23 4
    receptacle drawer 811 69 1 0 7 3 2 4 2 0 1 0 2 2 0 1 0 0 1 1
    shared drawer desk 19
    shared drawer dresser 31
    shared drawer sidetable 13
    receptacle dresser 0 0 14 11 2
    shared dresser drawer 267
    receptacle garbagecan 0 0 0 27
    receptacle laundryhamper 0 0 20 7
    receptacle safe 750 0 23 4
    receptacle shelf 0 84 9 6 3 0 0 3 1 1 1 1 0 0 1 0 1
    shared shelf cabinet 12
    receptacle sidetable 0 0 9 12 6
    shared sidetable drawer 83
    object alarmclock 27 6 0 0 349 245 128 12
    in alarmclock countertop 71429 desk 74825 diningtable 96739 dresser 57031 shelf 12313 \
    sidetable 38746
    object baseballbat 11 1000 0 0 282 20
    object basketball 10 1000 0 0 272
    object book 27 1 0 0 309 236 170 19
    in book armchair 11894 bed 81743 cabinet 11392 countertop 28571 desk 45979 diningtable \
    36957 drawer 3756 dresser 16927 shelf 1000 sidetable 9164
    object boots 3 1000 0 0 77
    object bowl 12 0 0 0 196 93 36 7
    in bowl countertop 52381 desk 95339 diningtable 71739 dresser 38384 shelf 15300 sidetable \
    6780
    object box 12 809 0 0 342 2
    in box desk 13428 shelf 3087
    object cd 27 144 5 0 238 210 265 21
    in cd armchair 9251 cabinet 7595 desk 46154 diningtable 82609 drawer 8648 dresser 47917 \
    garbagecan 14441 safe 5785 shelf 4453 sidetable 27331
    object cellphone 27 0 9 0 229 246 237 22
    in cellphone armchair 20705 bed 52297 cabinet 3481 countertop 38095 desk 46853 diningtable \
    53261 drawer 5912 dresser 39323 safe 26446 shelf 5361 sidetable 24116
    object cloth 5 1000 0 0 44 68 25
    object creditcard 27 2 0 0 235 247 246 6
    in creditcard armchair 21586 countertop 52381 desk 45804 diningtable 54348 drawer 9993 \
    dresser 46615 shelf 12085 sidetable 38585
    object desklamp 18 0 0 0 493 29
    in desklamp desk 39796 dresser 45277 shelf 3802 sidetable 48160
    object keychain 27 59 13 0 229 245 251 9
    in keychain armchair 16740 cabinet 3481 countertop 4762 desk 44580 diningtable 61957 drawer \
    8787 dresser 50000 safe 45455 shelf 10177 sidetable 36495
    object laptop 27 0 0 0 378 259 95 2
    in laptop armchair 6167 bed 102945 countertop 52381 desk 38462 diningtable 28261 dresser \
    11458
    object mug 14 47 0 0 145 125 103
    in mug cabinet 14205 countertop 42857 desk 86121 diningtable 81081 dresser 46522 shelf \
    10591 sidetable 34505
    object pen 27 4 0 0 204 255 265 10
    in pen countertop 61905 desk 75350 diningtable 106522 drawer 6515 dresser 60677 garbagecan \
    3542 shelf 10904 sidetable 35531
    object pencil 27 3 0 0 241 253 229 11
    in pencil countertop 57143 desk 60664 diningtable 98913 drawer 6191 dresser 44010 \
    garbagecan 9946 shelf 11495 sidetable 41961
    object pillow 27 0 0 0 308 346 77 3
    in pillow armchair 3965 bed 145347
    object remotecontrol 3 89 0 0 29 33 28
    in remotecontrol armchair 6383 countertop 61905 desk 69565 diningtable 33333 drawer 19858 \
    dresser 19048 shelf 2778 sidetable 26667
    object statue 4 32 6 0 68 27 12
    in statue desk 68966 dresser 43617 shelf 12992 sidetable 19444
    object teddybear 9 250 0 0 260
    in teddybear bed 62102
    object tennisracket 10 1000 0 0 290
    object tissuebox 4 0 0 0 41 35 23 2
    in tissuebox desk 83133 diningtable 161111 drawer 6639 dresser 11111 shelf 8907 sidetable \
    18478
    object vase 2 0 0 0 8 20 12 2
    in vase desk 41667 dresser 55000 shelf 12654 sidetable 13333
    object watch 2 0 0 0 12 24 14 2
    in watch desk 62963 diningtable 72000 drawer 6680 dresser 44444 shelf 4297 sidetable 28000
    task look_at_obj_in_light alarmclock desklamp 41
    task look_at_obj_in_light book desklamp 30
    task look_at_obj_in_light bowl desklamp 17
    task look_at_obj_in_light cd desklamp 33
    task look_at_obj_in_light cellphone desklamp 9
    task look_at_obj_in_light creditcard desklamp 5
    task look_at_obj_in_light keychain desklamp 4
    task look_at_obj_in_light laptop desklamp 17
    task look_at_obj_in_light mug desklamp 4
    task look_at_obj_in_light pen desklamp 18
    task look_at_obj_in_light pencil desklamp 23
    task look_at_obj_in_light pillow desklamp 39
    task look_at_obj_in_light statue desklamp 6
    task look_at_obj_in_light tissuebox desklamp 6
    task look_at_obj_in_light vase desklamp 2
    task look_at_obj_in_light watch desklamp 3
    task pick_and_place_simple alarmclock desk 10
    task pick_and_place_simple alarmclock diningtable 3
    task pick_and_place_simple alarmclock dresser 2
    task pick_and_place_simple alarmclock shelf 6
    task pick_and_place_simple alarmclock sidetable 1
    task pick_and_place_simple book armchair 3
    task pick_and_place_simple book bed 6
    task pick_and_place_simple book cabinet 3
    task pick_and_place_simple book desk 11
    task pick_and_place_simple book dresser 3
    task pick_and_place_simple book sidetable 2
    task pick_and_place_simple cd diningtable 3
    task pick_and_place_simple cd dresser 5
    task pick_and_place_simple cd safe 6
    task pick_and_place_simple cd shelf 10
    task pick_and_place_simple cd sidetable 6
    task pick_and_place_simple cellphone armchair 5
    task pick_and_place_simple cellphone bed 10
    task pick_and_place_simple cellphone desk 10
    task pick_and_place_simple cellphone diningtable 2
    task pick_and_place_simple cellphone drawer 5
    task pick_and_place_simple cellphone dresser 6
    task pick_and_place_simple cellphone safe 6
    task pick_and_place_simple cellphone shelf 2
    task pick_and_place_simple cellphone sidetable 5
    task pick_and_place_simple creditcard desk 5
    task pick_and_place_simple creditcard diningtable 3
    task pick_and_place_simple creditcard shelf 6
    task pick_and_place_simple keychain armchair 5
    task pick_and_place_simple keychain desk 6
    task pick_and_place_simple keychain dresser 3
    task pick_and_place_simple keychain safe 3
    task pick_and_place_simple keychain shelf 3
    task pick_and_place_simple keychain sidetable 6
    task pick_and_place_simple laptop bed 3
    task pick_and_place_simple laptop desk 3
    task pick_and_place_simple mug dresser 2
    task pick_and_place_simple mug sidetable 1
    task pick_and_place_simple pen desk 3
    task pick_and_place_simple pen drawer 3
    task pick_and_place_simple pen shelf 8
    task pick_and_place_simple pen sidetable 6
    task pick_and_place_simple pencil desk 9
    task pick_and_place_simple pencil dresser 2
    task pick_and_place_simple pencil garbagecan 2
    task pick_and_place_simple pencil shelf 5
    task pick_and_place_simple pencil sidetable 6
    task pick_and_place_simple pillow armchair 2
    task pick_and_place_simple remotecontrol dresser 3
    task pick_and_place_simple statue dresser 3
    task pick_and_place_simple tissuebox dresser 3
    task pick_and_place_simple watch diningtable 2
    task pick_two_obj_and_place alarmclock desk 12
    task pick_two_obj_and_place alarmclock dresser 5
    task pick_two_obj_and_place alarmclock shelf 2
    task pick_two_obj_and_place alarmclock sidetable 2
    task pick_two_obj_and_place book bed 12
    task pick_two_obj_and_place book desk 8
    task pick_two_obj_and_place book diningtable 3
    task pick_two_obj_and_place book drawer 5
    task pick_two_obj_and_place book dresser 6
    task pick_two_obj_and_place bowl desk 3
    task pick_two_obj_and_place bowl dresser 3
    task pick_two_obj_and_place cd desk 2
    task pick_two_obj_and_place cd drawer 8
    task pick_two_obj_and_place cd dresser 2
    task pick_two_obj_and_place cd garbagecan 5
    task pick_two_obj_and_place cd safe 2
    task pick_two_obj_and_place cd shelf 6
    task pick_two_obj_and_place cd sidetable 1
    task pick_two_obj_and_place cellphone bed 17
    task pick_two_obj_and_place cellphone desk 2
    task pick_two_obj_and_place cellphone diningtable 3
    task pick_two_obj_and_place cellphone drawer 7
    task pick_two_obj_and_place cellphone dresser 5
    task pick_two_obj_and_place cellphone safe 3
    task pick_two_obj_and_place cellphone shelf 3
    task pick_two_obj_and_place cellphone sidetable 2
    task pick_two_obj_and_place creditcard armchair 3
    task pick_two_obj_and_place creditcard desk 2
    task pick_two_obj_and_place creditcard diningtable 5
    task pick_two_obj_and_place creditcard dresser 1
    task pick_two_obj_and_place creditcard safe 1
    task pick_two_obj_and_place creditcard shelf 2
    task pick_two_obj_and_place creditcard sidetable 2
    task pick_two_obj_and_place keychain desk 1
    task pick_two_obj_and_place keychain drawer 6
    task pick_two_obj_and_place keychain dresser 4
    task pick_two_obj_and_place keychain sidetable 7
    task pick_two_obj_and_place laptop bed 2
    task pick_two_obj_and_place laptop desk 6
    task pick_two_obj_and_place mug cabinet 2
    task pick_two_obj_and_place mug desk 3
    task pick_two_obj_and_place pen desk 2
    task pick_two_obj_and_place pen drawer 5
    task pick_two_obj_and_place pen dresser 6
    task pick_two_obj_and_place pen garbagecan 3
    task pick_two_obj_and_place pen shelf 2
    task pick_two_obj_and_place pen sidetable 7
    task pick_two_obj_and_place pencil desk 12
    task pick_two_obj_and_place pencil drawer 8
    task pick_two_obj_and_place pencil shelf 3
    task pick_two_obj_and_place pencil sidetable 2
    task pick_two_obj_and_place pillow armchair 2
    task pick_two_obj_and_place tissuebox shelf 3
    task pick_two_obj_and_place tissuebox sidetable 3
    task pick_two_obj_and_place vase sidetable 1
    task pick_two_obj_and_place watch dresser 2
    task pick_two_obj_and_place watch shelf 3
    room bathroom 27
    receptacle bathtubbasin 0 0 8 19
    receptacle cabinet 982 71 14 0 1 1 8 2 0 0 0 1
    shared cabinet garbagecan 18
    receptacle cart 0 0 25 2
    receptacle countertop 0 0 4 19 4
    shared countertop drawer 37
    receptacle drawer 838 147 12 2 3 0 4 0 2 0 4
    shared drawer countertop 15
    shared drawer dresser 59
    receptacle dresser 0 0 25 2
    shared dresser drawer 500
    receptacle garbagecan 0 0 0 27
    shared garbagecan cabinet 37
    shared garbagecan toiletpaperhanger 37
    receptacle handtowelholder 0 0 0 16 10 0 1
    shared handtowelholder towelholder 25
    receptacle shelf 0 0 20 3 2 1 1
    receptacle sidetable 0 0 25 2
    receptacle sinkbasin 0 0 0 14 13
    receptacle toilet 0 0 0 27
    receptacle toiletpaperhanger 0 0 0 27
    shared toiletpaperhanger garbagecan 37
    receptacle towelholder 0 0 0 19 8
    shared towelholder handtowelholder 29
    object candle 27 101 0 0 210 208 210 18
    in candle cabinet 12771 cart 38889 countertop 56615 drawer 8906 dresser 26415 shelf 25076 \
    sidetable 72500 toilet 56037
    object cloth 27 5 0 0 236 212 187 11
    in cloth bathtubbasin 86775 cabinet 19839 cart 33333 countertop 32154 drawer 10879 dresser \
    33962 shelf 16616 sidetable 5000 sinkbasin 10636 toilet 6347
    object dishsponge 6 61 0 0 38 54 51 12
    in dishsponge bathtubbasin 44361 cabinet 5592 cart 31481 countertop 41935 drawer 10959 \
    garbagecan 9032 shelf 20946 sinkbasin 17085 toilet 16129
    object floorlamp 2 593 0 0 0 54
    in floorlamp sinkbasin 40741
    object footstool 1 1000 0 0 30
    object handtowel 27 0 39 0 527 117 1 1
    in handtowel countertop 4615 handtowelholder 79421
    object papertowelroll 4 194 0 0 103
    in papertowelroll cart 20833 countertop 28155 garbagecan 8738 shelf 11864 toilet 25243
    object plunger 27 1000 0 0 646
    object scrubbrush 27 1000 0 0 646
    object soapbar 27 66 0 0 218 189 206 33
    in soapbar bathtubbasin 34571 cabinet 12369 cart 33333 countertop 38154 drawer 8005 \
    garbagecan 13158 shelf 15408 sidetable 62500 sinkbasin 19708 toilet 30341
    object soapbottle 27 95 0 0 218 230 181 17
    in soapbottle cabinet 19036 cart 24074 countertop 53385 drawer 1973 dresser 50943 \
    garbagecan 16254 shelf 32931 sidetable 35000 toilet 43189
    object spraybottle 27 0 0 0 231 194 206 15
    in spraybottle cabinet 16627 cart 87037 countertop 64000 drawer 56 dresser 39623 garbagecan \
    20588 shelf 26888 sidetable 87500 toilet 53870
    object tissuebox 7 0 0 0 71 49 36 7
    in tissuebox cabinet 10256 cart 43333 countertop 77305 drawer 9146 shelf 55346 sidetable \
    91667 toilet 4908
    object toiletpaper 27 161 3 0 1 434 201 10
    in toiletpaper bathtubbasin 464 cabinet 11486 cart 37037 countertop 44462 drawer 8230 \
    dresser 41509 garbagecan 18576 shelf 20846 sidetable 40000 toilet 46130 toiletpaperhanger \
    23065
    object towel 27 0 26 0 556 90
    in towel countertop 2923 towelholder 87101
    task pick_and_place_simple candle cabinet 7
    task pick_and_place_simple candle cart 4
    task pick_and_place_simple candle countertop 6
    task pick_and_place_simple candle drawer 3
    task pick_and_place_simple candle dresser 2
    task pick_and_place_simple candle sidetable 3
    task pick_and_place_simple candle toilet 24
    task pick_and_place_simple cloth cart 3
    task pick_and_place_simple cloth countertop 3
    task pick_and_place_simple cloth drawer 2
    task pick_and_place_simple cloth toilet 2
    task pick_and_place_simple dishsponge cart 2
    task pick_and_place_simple dishsponge toilet 4
    task pick_and_place_simple handtowel cabinet 5
    task pick_and_place_simple handtowel countertop 6
    task pick_and_place_simple handtowel garbagecan 9
    task pick_and_place_simple handtowel toilet 9
    task pick_and_place_simple soapbar cart 1
    task pick_and_place_simple soapbar drawer 2
    task pick_and_place_simple soapbar garbagecan 3
    task pick_and_place_simple soapbottle cabinet 6
    task pick_and_place_simple soapbottle cart 2
    task pick_and_place_simple soapbottle countertop 4
    task pick_and_place_simple soapbottle drawer 3
    task pick_and_place_simple soapbottle garbagecan 13
    task pick_and_place_simple soapbottle sidetable 3
    task pick_and_place_simple soapbottle toilet 19
    task pick_and_place_simple spraybottle cabinet 4
    task pick_and_place_simple spraybottle countertop 7
    task pick_and_place_simple spraybottle drawer 3
    task pick_and_place_simple spraybottle garbagecan 15
    task pick_and_place_simple spraybottle toilet 21
    task pick_and_place_simple tissuebox garbagecan 3
    task pick_and_place_simple tissuebox toilet 4
    task pick_and_place_simple toiletpaper drawer 3
    task pick_and_place_simple toiletpaper garbagecan 4
    task pick_and_place_simple toiletpaper shelf 2
    task pick_and_place_simple toiletpaper toilet 6
    task pick_and_place_simple toiletpaper toiletpaperhanger 42
    task pick_clean_then_place_in_recep cloth cabinet 2
    task pick_clean_then_place_in_recep cloth cart 4
    task pick_clean_then_place_in_recep cloth countertop 7
    task pick_clean_then_place_in_recep cloth drawer 13
    task pick_clean_then_place_in_recep cloth dresser 2
    task pick_clean_then_place_in_recep cloth shelf 3
    task pick_clean_then_place_in_recep cloth toilet 16
    task pick_clean_then_place_in_recep dishsponge cabinet 2
    task pick_clean_then_place_in_recep dishsponge cart 2
    task pick_clean_then_place_in_recep dishsponge countertop 4
    task pick_clean_then_place_in_recep dishsponge drawer 4
    task pick_clean_then_place_in_recep dishsponge shelf 3
    task pick_clean_then_place_in_recep dishsponge toilet 3
    task pick_clean_then_place_in_recep soapbar cabinet 17
    task pick_clean_then_place_in_recep soapbar cart 5
    task pick_clean_then_place_in_recep soapbar countertop 17
    task pick_clean_then_place_in_recep soapbar drawer 10
    task pick_clean_then_place_in_recep soapbar garbagecan 19
    task pick_clean_then_place_in_recep soapbar shelf 3
    task pick_clean_then_place_in_recep soapbar toilet 13
    task pick_two_obj_and_place candle cabinet 14
    task pick_two_obj_and_place candle countertop 2
    task pick_two_obj_and_place candle drawer 13
    task pick_two_obj_and_place candle shelf 3
    task pick_two_obj_and_place candle toilet 3
    task pick_two_obj_and_place cloth drawer 2
    task pick_two_obj_and_place cloth shelf 2
    task pick_two_obj_and_place cloth toilet 2
    task pick_two_obj_and_place dishsponge cart 4
    task pick_two_obj_and_place dishsponge garbagecan 1
    task pick_two_obj_and_place dishsponge toilet 2
    task pick_two_obj_and_place handtowel countertop 6
    task pick_two_obj_and_place handtowel toilet 10
    task pick_two_obj_and_place soapbar cabinet 2
    task pick_two_obj_and_place soapbar cart 2
    task pick_two_obj_and_place soapbar countertop 1
    task pick_two_obj_and_place soapbar drawer 3
    task pick_two_obj_and_place soapbar garbagecan 3
    task pick_two_obj_and_place soapbar shelf 2
    task pick_two_obj_and_place soapbar toilet 3
    task pick_two_obj_and_place soapbottle cabinet 6
    task pick_two_obj_and_place soapbottle cart 4
    task pick_two_obj_and_place soapbottle countertop 8
    task pick_two_obj_and_place soapbottle drawer 3
    task pick_two_obj_and_place soapbottle garbagecan 9
    task pick_two_obj_and_place soapbottle toilet 14
    task pick_two_obj_and_place spraybottle cabinet 7
    task pick_two_obj_and_place spraybottle cart 3
    task pick_two_obj_and_place spraybottle countertop 7
    task pick_two_obj_and_place spraybottle drawer 3
    task pick_two_obj_and_place spraybottle dresser 3
    task pick_two_obj_and_place spraybottle garbagecan 22
    task pick_two_obj_and_place spraybottle toilet 13
    task pick_two_obj_and_place tissuebox cart 3
    task pick_two_obj_and_place tissuebox drawer 3
    task pick_two_obj_and_place tissuebox toilet 2
    task pick_two_obj_and_place toiletpaper cabinet 12
    task pick_two_obj_and_place toiletpaper countertop 2
    task pick_two_obj_and_place toiletpaper drawer 13
    task pick_two_obj_and_place toiletpaper shelf 4
    task pick_two_obj_and_place toiletpaper sidetable 2
    task pick_two_obj_and_place toiletpaper toilet 10
    targets pick_and_place_simple 0 297 221 163 106 0 0 3
    targets look_at_obj_in_light 0 107 87 66 48
    targets pick_clean_then_place_in_recep 0 208 198 136 108
    targets pick_heat_then_place_in_recep 0 126 124 112 97
    targets pick_cool_then_place_in_recep 0 229 155 101 48
    targets pick_two_obj_and_place 0 0 352 265 191 0 5
    affordances alarmclock 1
    affordances apple 47
    affordances baseballbat 1
    affordances basketball 1
    affordances book 1
    affordances boots 1
    affordances bowl 75
    affordances box 65
    affordances bread 45
    affordances butterknife 3
    affordances candle 1
    affordances cd 1
    affordances cellphone 1
    affordances cloth 3
    affordances creditcard 1
    affordances cup 79
    affordances desklamp 16
    affordances dishsponge 3
    affordances egg 47
    affordances floorlamp 16
    affordances footstool 1
    affordances fork 3
    affordances glassbottle 1
    affordances handtowel 1
    affordances kettle 3
    affordances keychain 1
    affordances knife 3
    affordances ladle 3
    affordances laptop 1
    affordances lettuce 43
    affordances mug 79
    affordances newspaper 1
    affordances pan 75
    affordances papertowelroll 1
    affordances pen 1
    affordances pencil 1
    affordances peppershaker 1
    affordances pillow 1
    affordances plate 79
    affordances plunger 1
    affordances pot 75
    affordances potato 47
    affordances remotecontrol 1
    affordances saltshaker 1
    affordances scrubbrush 1
    affordances soapbar 3
    affordances soapbottle 1
    affordances spatula 3
    affordances spoon 3
    affordances spraybottle 1
    affordances statue 1
    affordances teddybear 1
    affordances tennisracket 1
    affordances tissuebox 1
    affordances toiletpaper 1
    affordances tomato 47
    affordances towel 1
    affordances vase 1
    affordances watch 1
    affordances wateringcan 1
    affordances winebottle 9
    accepts armchair book box cellphone cloth creditcard keychain laptop newspaper pillow \
    remotecontrol
    accepts bathtubbasin cloth dishsponge handtowel soapbar
    accepts bed baseballbat basketball book cellphone laptop pillow tennisracket
    accepts cabinet book bowl box candle cd cloth cup dishsponge glassbottle handtowel kettle \
    ladle mug newspaper pan peppershaker plate plunger pot saltshaker soapbar soapbottle \
    spraybottle tissuebox toiletpaper vase wateringcan winebottle
    accepts cart candle cloth dishsponge handtowel plunger soapbar soapbottle spraybottle \
    tissuebox toiletpaper
    accepts coffeemachine mug
    accepts coffeetable book bowl box candle cellphone creditcard keychain laptop newspaper pen \
    pencil plate remotecontrol statue tissuebox vase watch wateringcan
    accepts countertop alarmclock apple book bowl bread butterknife candle cd cellphone cloth \
    creditcard cup dishsponge egg fork glassbottle handtowel kettle keychain knife ladle laptop \
    lettuce mug pan pen pencil peppershaker plate pot potato remotecontrol saltshaker soapbar \
    soapbottle spatula spoon spraybottle statue tissuebox toiletpaper tomato vase winebottle
    accepts desk alarmclock basketball book bowl box cd cellphone cloth creditcard keychain \
    laptop mug pen pencil remotecontrol statue tennisracket tissuebox vase watch wateringcan
    accepts diningtable alarmclock apple baseballbat basketball book bowl box bread butterknife \
    candle cd cellphone cloth creditcard cup dishsponge egg fork glassbottle kettle keychain \
    knife ladle laptop lettuce mug newspaper pan pen pencil peppershaker plate pot potato \
    remotecontrol saltshaker soapbottle spatula spoon spraybottle statue tennisracket tissuebox \
    tomato vase watch wateringcan winebottle
    accepts drawer book butterknife candle cd cellphone cloth creditcard dishsponge fork \
    handtowel keychain knife ladle newspaper pen pencil peppershaker remotecontrol saltshaker \
    soapbar soapbottle spatula spoon spraybottle tissuebox toiletpaper watch wateringcan
    accepts dresser alarmclock basketball book bowl box candle cd cellphone cloth creditcard \
    keychain laptop mug newspaper pen pencil plate remotecontrol spraybottle statue \
    tennisracket tissuebox toiletpaper vase watch wateringcan
    accepts fridge apple bowl bread cup egg glassbottle lettuce mug pan plate pot potato tomato \
    winebottle
    accepts garbagecan apple bread cd cloth dishsponge egg handtowel lettuce newspaper pen \
    pencil potato soapbar soapbottle spraybottle tissuebox toiletpaper tomato winebottle
    accepts handtowelholder handtowel
    accepts laundryhamper cloth
    accepts microwave apple bowl bread cup egg glassbottle mug plate potato tomato
    accepts ottoman book box cellphone creditcard keychain laptop newspaper pillow \
    remotecontrol
    accepts safe cd cellphone creditcard keychain statue vase
    accepts shelf alarmclock book bowl box candle cd cellphone cloth creditcard cup dishsponge \
    glassbottle handtowel kettle keychain mug newspaper pen pencil peppershaker plate pot \
    remotecontrol saltshaker soapbar soapbottle spraybottle statue tissuebox toiletpaper vase \
    watch wateringcan winebottle
    accepts sidetable alarmclock apple baseballbat basketball book bowl box bread butterknife \
    candle cd cellphone cloth creditcard cup dishsponge egg fork handtowel kettle keychain \
    knife laptop lettuce mug newspaper pan pen pencil peppershaker plate pot potato \
    remotecontrol saltshaker soapbar soapbottle spatula spoon spraybottle statue tennisracket \
    tissuebox toiletpaper tomato vase watch wateringcan winebottle
    accepts sinkbasin apple bowl butterknife cloth cup dishsponge egg fork glassbottle \
    handtowel kettle knife ladle lettuce mug pan plate pot potato soapbar spatula spoon tomato
    accepts sofa book box cellphone creditcard keychain laptop newspaper pillow remotecontrol
    accepts stoveburner kettle pan pot
    accepts toaster
    accepts toilet candle cloth dishsponge handtowel soapbar soapbottle spraybottle tissuebox \
    toiletpaper
    accepts toiletpaperhanger toiletpaper
    accepts towelholder towel
    accepts tvstand tissuebox
    """
}
