// @ts-check
// The questions of a page come alive: feedback on self-checks, questions that come back, predictions
// that are met again after the lab, solutions that open after a try, the page of a learner's work,
// and the list of what this computer keeps.

import { clearData } from "./clearing.js";
import { takeOver } from "./kept.js";
import { takeOverLabs } from "./live_keys.js";
import { lookingBack } from "./looking_back.js";
import { myWork } from "./my_work.js";
import { predict } from "./predictions.js";
import { all } from "./questions.js";
import { selfCheck } from "./self_checks.js";
import { exercises } from "./tries.js";
import { answerWhoAsks } from "./work.js";

takeOver();
takeOverLabs();
answerWhoAsks();
for (const line of all(".practice .unscripted")) line.remove();
for (const box of all(".self-check")) selfCheck(box);
for (const block of all(".looking-back")) lookingBack(/** @type {HTMLDetailsElement} */ (block));
for (const box of all(".predict.practice")) predict(box);
for (const box of all(".my-work")) myWork(box);
for (const box of all(".clear-data")) clearData(box);
exercises();
