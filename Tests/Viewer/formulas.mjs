// Compares the page's formulas with numbers that the Swift functions wrote (FormulaTests.swift).
import { readFileSync } from "node:fs";
import {
  groupAdvantages, policyLoss, stepAdvantage, tagAdvantages,
} from "../../Sources/EpisodeViewer/Resources/formulas.mjs";

const { groups, tokens } = JSON.parse(readFileSync(process.argv[2], "utf8"));
let wrong = 0;

function same(what, ours, theirs) {
  const distance = Math.abs(ours - theirs) / Math.max(1, Math.abs(theirs));
  if (distance < 1e-9) return;
  wrong += 1;
  if (wrong <= 10) console.log(`${what}: the page has ${ours}, Swift has ${theirs}`);
}

function sameAll(what, ours, theirs) {
  same(`${what}: rollouts`, ours.length, theirs.length);
  theirs.forEach((steps, rollout) => {
    same(`${what}: steps of rollout ${rollout}`, ours[rollout].length, steps.length);
    steps.forEach((value, step) => same(`${what} ${rollout}, ${step}`, ours[rollout][step], value));
  });
}

groups.forEach((group, index) => {
  const outcome = groupAdvantages(group.rollouts, group.rowPenalty);
  const tag = tagAdvantages(group.rollouts);
  sameAll(`group ${index}, outcome`, outcome, group.outcome);
  if (group.tag.length > 0) sameAll(`group ${index}, tag`, tag, group.tag);
  const total = outcome.map((steps, rollout) =>
    steps.map((value, step) => stepAdvantage(value, tag[rollout][step], group.alpha)));
  sameAll(`group ${index}, total`, total, group.total);
});

tokens.forEach((token, index) => {
  const ours = policyLoss(token, token);
  for (const name of ["loss", "gradient", "kl"]) same(`token ${index}, ${name}`, ours[name], token[name]);
  same(`token ${index}, clipped`, Number(ours.isClipped), Number(token.isClipped));
});

console.log(`${groups.length} groups and ${tokens.length} tokens, ${wrong} numbers differ`);
process.exit(wrong === 0 ? 0 : 1);
