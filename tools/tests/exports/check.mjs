// Compares compiled modules with the results of Rust: `node check.mjs FOLDER`. FOLDER has a NAME.vectors.json for each NAME.js.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const folder = resolve(process.argv[2]);
const internal = process.argv[3] === "internal";

/** A value of a parameter, from its type and the text that Rust shows of it. */
function value([type, text]) {
  switch (type) {
    case "integer":
      return BigInt(text);
    case "number":
      return text.endsWith("inf") ? Number(text.replace("inf", "Infinity")) : Number(text);
    case "boolean":
      return text === "true";
    default:
      return text;
  }
}

const values = (params) => Object.fromEntries(Object.entries(params).map(([name, pair]) => [name, value(pair)]));

let answers = 0;
function equal(actual, expected, what) {
  assert.deepEqual(actual, expected, what);
  answers += 1;
}

for (const file of readdirSync(folder).filter((name) => name.endsWith(".vectors.json"))) {
  const name = file.replace(".vectors.json", "");
  const module = await import(pathToFileURL(join(folder, `${name}.js`)));
  const vectors = JSON.parse(readFileSync(join(folder, file), "utf8"));
  equal([...module.CODES], vectors.codes.map((code) => code.id), name);
  equal(Object.keys(module.ERRORS), [...module.CODES], name);
  for (const [tag, language] of vectors.languages) {
    equal(module.lookUpLanguage(tag) ?? null, language, `${name}: ${tag}`);
  }
  for (const [tag, text] of vectors.unknown) {
    equal(module.unknownText(tag), text, `${name}: ${tag}`);
  }
  for (const id of vectors.no_codes) {
    equal(module.isCode(id), false, `${name}: ${id}`);
  }
  equal(module.fromWireCode("no such code"), undefined, name);
  for (const code of vectors.codes) {
    const { id } = code;
    const entry = module.ERRORS[id];
    equal(module.isCode(id), true, id);
    equal(module.fromWireCode(code.wire_code), id, id);
    equal(module.isCustomerFixable(id), code.customer_fixable, id);
    const { title, status, fixableBy, field, docsUrl, retry, outcome } = entry;
    const { name, kind, retries, delaysMs, totalMs, retryAfterMaxMs, idempotency } = retry;
    equal([title, status, fixableBy, field, docsUrl], [code.title, code.status, code.fixable_by, code.field, code.docs_url], id);
    equal([name, kind, retries, idempotency], [code.retry, code.kind, code.retries, code.idempotency], id);
    equal([totalMs, retryAfterMaxMs], [code.total_ms, code.retry_after_max_ms], id);
    equal([...delaysMs].map((wait) => wait.toFixed(6)), code.delays_ms.map((wait) => wait.toFixed(6)), id);
    equal([outcome?.name, outcome?.session, outcome?.terminal].map((part) => part ?? null), [code.outcome, code.session, code.terminal], id);
    equal(entry.shownAs ?? null, code.shown_as, id);
    equal("shownAs" in entry, internal, id);
    for (const { tag, params, text } of code.texts) {
      equal(module.customerText(id, tag, values(params)), text, `${name}: ${id} in ${tag}`);
    }
    for (const { params, text } of code.messages) {
      equal(module.message(id, values(params)), text, `${name}: ${id}`);
    }
  }
}
assert.ok(answers > 1000, "there are catalogs to compare");
console.log(`${answers} answers are those of Rust`);
