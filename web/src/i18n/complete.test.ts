import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { words } from "../parts/format";
import { checks } from "./fr/checks";
import { cycle } from "./fr/cycle";
import { data } from "./fr/data";
import { demand } from "./fr/demand";
import { executive } from "./fr/executive";
import { family } from "./fr/family";
import { finance } from "./fr/finance";
import { french } from "./fr/index";
import { kpi } from "./fr/kpi";
import { parts } from "./fr/parts";
import { people } from "./fr/people";
import { plan } from "./fr/plan";
import { product } from "./fr/product";
import { scenarios } from "./fr/scenarios";
import { server } from "./fr/server";
import { shell } from "./fr/shell";
import { supply } from "./fr/supply";
import { week } from "./fr/week";

const root = join(import.meta.dirname, "..");

/** Folders whose pages speak both languages. */
const translated = [
  "shell",
  "parts",
  "people",
  "data",
  "plan",
  "family",
  "product",
  "demand",
  "supply",
  "finance",
  "kpi",
  "week",
  "cycle",
  "executive",
];

/** Not translated: names, keys of the keyboard, and examples that are the same in both languages. */
const allowed = /^(Concord|[a-z]|Ctrl|Alt|CSV|JSON|XLSX|createPerson|SHA-256)$/;

/** Attributes of elements whose text a person reads or hears. */
const read = new Set(["label", "title", "placeholder", "aria-label", "description", "about", "what", "confirm", "hint", "alt"]);

const letters = (text: string) => /\p{L}/u.test(text);

function filesIn(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((one) => {
    const path = `${folder}/${one.name}`;
    if (one.isDirectory()) return one.name === "fr" ? [] : filesIn(path);
    return /\.tsx?$/.test(one.name) && !/\.test\.ts$/.test(one.name) && !one.name.endsWith(".d.ts") ? [path] : [];
  });
}

const isText = (node: ts.Node): node is ts.StringLiteral | ts.NoSubstitutionTemplateLiteral =>
  ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node);

const isT = (node: ts.Node): node is ts.CallExpression =>
  ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === "t";

/** The texts an expression can become: both branches of a condition, what stands after && and ??. */
function texts(node: ts.Node): string[] {
  if (isText(node)) return [node.text];
  if (ts.isParenthesizedExpression(node)) return texts(node.expression);
  if (ts.isConditionalExpression(node)) return [...texts(node.whenTrue), ...texts(node.whenFalse)];
  if (ts.isTemplateExpression(node)) return [[node.head.text, ...node.templateSpans.map((span) => span.literal.text)].join("{{}}")];
  if (ts.isBinaryExpression(node)) {
    const joined = [ts.SyntaxKind.AmpersandAmpersandToken, ts.SyntaxKind.BarBarToken, ts.SyntaxKind.QuestionQuestionToken];
    return joined.includes(node.operatorToken.kind) ? [...texts(node.left), ...texts(node.right)] : [];
  }
  return [];
}

interface Found {
  where: string;
  text: string;
}

/** What a source file says: through t(), and past it. */
function look(path: string): { translated: Found[]; bare: Found[] } {
  const source = ts.createSourceFile(path, readFileSync(join(root, path), "utf8"), ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const found = { translated: [] as Found[], bare: [] as Found[] };
  const at = (node: ts.Node) => `${path}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
  const bare = (node: ts.Node, all: string[]) => {
    for (const text of all)
      if (letters(text) && !allowed.test(text.replaceAll("{{}}", "").trim())) found.bare.push({ where: at(node), text: text.trim() });
  };
  const visit = (node: ts.Node) => {
    if (isT(node)) for (const text of texts(node.arguments[0]!)) found.translated.push({ where: at(node), text });
    if (ts.isJsxText(node)) bare(node, [node.text]);
    if (ts.isJsxExpression(node) && node.expression && !ts.isJsxAttribute(node.parent)) bare(node, texts(node.expression));
    if (ts.isJsxAttribute(node) && read.has(node.name.getText())) {
      const value = node.initializer;
      if (value && ts.isStringLiteral(value)) bare(node, [value.text]);
      if (value && ts.isJsxExpression(value) && value.expression) bare(node, texts(value.expression));
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

const sources = [...filesIn("."), "start.tsx"].filter((path) => !path.includes("/api/schema"));
const all = new Map(sources.map((path) => [path.replace(/^\.\//, ""), look(path.replace(/^\.\//, ""))]));
const inside = (folders: readonly string[], path: string) => folders.some((folder) => path.startsWith(`${folder}/`));
const checked = [...all].filter(([path]) => inside(translated, path));

/** Words the server sends, which pages pass through t(): names of the contract, spelt out, and literals of its sources. */
function serverSays(): (text: string) => boolean {
  const names = new Set<string>();
  const walk = (node: unknown) => {
    if (Array.isArray(node)) for (const one of node) walk(one);
    else if (typeof node === "object" && node !== null)
      for (const [key, value] of Object.entries(node)) {
        names.add(key);
        if (key === "enum" && Array.isArray(value)) for (const one of value) names.add(String(one));
        walk(value);
      }
  };
  walk(JSON.parse(readFileSync(join(root, "../openapi.json"), "utf8")));
  const code: string[] = [];
  const collect = (folder: string) => {
    for (const one of readdirSync(folder, { withFileTypes: true })) {
      if (one.isDirectory() && !["bin", "obj", "wwwroot"].includes(one.name)) collect(join(folder, one.name));
      else if (one.name.endsWith(".cs")) code.push(readFileSync(join(folder, one.name), "utf8"));
    }
  };
  collect(join(root, "../../src"));
  const literals = new Set(code.flatMap((file) => [...file.matchAll(/"((?:[^"\\\n]|\\.)+)"/g)].map((match) => match[1]!)));
  const spelt = new Set([...names, ...literals].flatMap((name) => [name, words(name), words(name).toLowerCase()]));
  return (text) => spelt.has(text);
}

const folders = {
  shell,
  parts,
  data,
  plan,
  scenarios,
  people,
  cycle,
  family,
  product,
  demand,
  supply,
  finance,
  executive,
  week,
  kpi,
  server,
  checks,
};

describe("the pages in French", () => {
  test("every text has its French", () => {
    const missing = checked.flatMap(([, one]) => one.translated).filter((one) => !(one.text in french) && !allowed.test(one.text));
    expect(missing.map((one) => `${one.where} ${one.text}`)).toEqual([]);
  });

  test("no text goes past t()", () => {
    expect(checked.flatMap(([, one]) => one.bare).map((one) => `${one.where} ${one.text}`)).toEqual([]);
  });

  test("no French is left over", () => {
    const used = new Set([...all.values()].flatMap((one) => one.translated.map((text) => text.text)));
    const says = serverSays();
    expect(Object.keys(french).filter((text) => !used.has(text) && !says(text))).toEqual([]);
  });

  test("a French text shows the same values as the English one", () => {
    const values = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]).sort();
    expect(Object.entries(french).filter(([english, text]) => values(english).join() !== values(text).join())).toEqual([]);
  });

  test("an English text has one French text, wherever it stands", () => {
    const texts = Object.entries(folders).flatMap(([folder, one]) =>
      Object.entries(one).map(([english, text]) => ({ folder, english, text })),
    );
    expect(texts.filter((one) => one.text !== french[one.english]).map((one) => `${one.folder}: ${one.english}`)).toEqual([]);
  });
});
