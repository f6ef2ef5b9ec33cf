/// A command whose words have been resolved to indices of the scene.
enum Command: Equatable {
  case look, inventory, help
  case goTo(Int), open(Int), close(Int), examineReceptacle(Int), examineObject(Int)
  case take(object: Int, receptacle: Int), move(object: Int, receptacle: Int)
  case prepare(Preparation, object: Int, receptacle: Int)
  case use(Int)
  case slice(object: Int, knife: Int)
}
