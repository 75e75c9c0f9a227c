// Starts "nadi lsp" for the articles and settings of a site. All that is said
// about them comes from there; this file only connects the two.
"use strict";

const { workspace } = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");

const files = ["**/*.md", "**/nadi.yaml", "**/content/**/*.{yaml,yml,json,toml}"];

let client;

exports.activate = () => {
  const [command, ...args] = workspace.getConfiguration("nadi").get("command");
  client = new LanguageClient("nadi", "Nadi", { command, args }, {
    documentSelector: files.map((pattern) => ({ scheme: "file", pattern })),
  });
  return client.start();
};

exports.deactivate = () => client && client.stop();
