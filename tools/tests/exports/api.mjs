// Writes an API whose operations use every response of an export: `node api.mjs EXPORT.openapi.json > API.json`.

import { readFileSync } from "node:fs";
import { basename } from "node:path";

const file = process.argv[2];
const { responses } = JSON.parse(readFileSync(file, "utf8")).components;

const operation = (id, summary, answers) => ({ operationId: id, summary, security: [], responses: { 204: { description: "Done" }, ...answers } });
const reference = (name) => ({ $ref: `${basename(file)}#/components/responses/${name}` });

const paths = {};
const statuses = {};
for (const [component, response] of Object.entries(responses)) {
  const name = component.slice(component.indexOf(".") + 1);
  if (/^\d+$/.test(name)) {
    statuses[name] = reference(component);
  } else {
    const status = response["x-errcat"]?.status ?? "default";
    paths[`/${name}`] = { get: operation(name, `Fails with ${name}`, { [status]: reference(component) }) };
  }
}
paths["/"] = { get: operation("all", "Fails in every way", statuses) };

console.log(
  JSON.stringify(
    {
      openapi: "3.1.0",
      info: { title: "Errors", version: "1.0.0", license: { name: "None", identifier: "MIT" } },
      servers: [{ url: "https://api.invalid" }],
      paths,
    },
    null,
    2,
  ),
);
