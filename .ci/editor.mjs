// Tests that a real language server completes and checks catalog files with the schemas of errcat.
//
// Arguments: the folder of node_modules, and three files: the schemas of header, codes and locale.

import { createRequire } from "node:module";
import { spawn } from "node:child_process";
import { pathToFileURL } from "node:url";
import assert from "node:assert/strict";

const [modules, header, codes, locale] = process.argv.slice(2);
const require = createRequire(`${modules}/`);
const rpc = require("vscode-jsonrpc/node");

const server = spawn(process.execPath, [require.resolve("yaml-language-server/bin/yaml-language-server"), "--stdio"]);
const connection = rpc.createMessageConnection(
  new rpc.StreamMessageReader(server.stdout),
  new rpc.StreamMessageWriter(server.stdin),
);
const schemas = {
  [pathToFileURL(header)]: ["header/*.yaml"],
  [pathToFileURL(codes)]: ["codes/*.yaml"],
  [pathToFileURL(locale)]: ["locale/*.yaml"],
};
const settings = { yaml: { schemas, completion: true, validate: true, hover: true, schemaStore: { enable: false } } };
connection.onRequest("workspace/configuration", ({ items }) => items.map(({ section }) => settings[section] ?? {}));
connection.onRequest("client/registerCapability", () => null);
const found = new Map();
connection.onNotification("textDocument/publishDiagnostics", ({ uri, diagnostics }) => found.get(uri)?.(diagnostics));
connection.listen();
await connection.sendRequest("initialize", {
  processId: process.pid,
  rootUri: null,
  capabilities: {
    workspace: { configuration: true },
    textDocument: { completion: { completionItem: { snippetSupport: true } }, publishDiagnostics: {} },
  },
});
await connection.sendNotification("initialized", {});
await connection.sendNotification("workspace/didChangeConfiguration", { settings });

/** Opens a file whose text has a `|` at the cursor. Returns the completions there, and the messages about the file. */
let files = 0;
async function open(kind, marked) {
  const uri = `file:///${kind}/${(files += 1)}.yaml`;
  const before = marked.split("|")[0].split("\n");
  const text = marked.replace("|", "");
  const diagnostics = new Promise((resolve) => found.set(uri, resolve));
  await connection.sendNotification("textDocument/didOpen", {
    textDocument: { uri, languageId: "yaml", version: 1, text },
  });
  const messages = (await diagnostics).map(({ message }) => message);
  const position = { line: before.length - 1, character: before.at(-1).length };
  const completion = await connection.sendRequest("textDocument/completion", { textDocument: { uri }, position });
  const labels = (completion.items ?? completion).map(({ label }) => label);
  await connection.sendNotification("textDocument/didClose", { textDocument: { uri } });
  return { labels, messages };
}

async function check(kind, marked, offered, wrong = []) {
  const { labels, messages } = await open(kind, marked);
  for (const label of offered) {
    assert.ok(labels.includes(label), `${kind}: ${label} is not offered among ${labels}`);
  }
  for (const part of wrong) {
    assert.ok(messages.some((message) => message.includes(part)), `${kind}: nothing says ${part}: ${messages}`);
  }
}

await check("codes", "codes:\n  OUT_OF_STOCK:\n    status: 409\n    |", ["fixable_by", "message", "remediation", "retry"]);
await check("codes", "codes:\n  OUT_OF_STOCK:\n    fixable_by: |\n", ["customer", "developer", "operator", "provider", "nobody"]);
await check("codes", "codes:\n  OUT_OF_STOCK: {stauts: 409}\n|", ["defaults", "retired"], ["stauts"]);
await check("codes", "codes:\n  out_of_stock: {status: 4000}\n|", [], ["pattern"]);
await check("header", "catalog: shop\n|", ["title", "version", "language", "unknown", "retry"], ["title", "unknown"]);
await check("header", "retry:\n  fast:\n    kind: |\n", ["immediate", "backoff", "delay"]);
await check("locale", "|", ["customer", "remediation", "unknown"]);
console.log("editor: yaml-language-server completes and checks by the schemas");
connection.dispose();
server.kill();
