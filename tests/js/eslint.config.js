import js from "@eslint/js";
import globals from "globals";

// The forms of import and export that core/widgets/modules.py knows.
const forms = [
  ["ImportDeclaration[specifiers.length=0]", "import what it hands out, by name"],
  ["ImportDefaultSpecifier", "import by name"],
  ["ExportAllDeclaration", "export by name"],
  ["ExportNamedDeclaration[declaration=null]", "export where it is declared"],
  ["ExportNamedDeclaration > VariableDeclaration[kind!='const']", "export constants only"],
  ["ImportExpression", "one text holds all modules"],
];

export default [
  js.configs.recommended,
  {
    files: ["**/*.js"],
    languageOptions: { ecmaVersion: 2022, sourceType: "module", globals: { ...globals.browser, calculusWidgets: "writable" } },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      eqeqeq: "error",
      "no-var": "error",
      "prefer-const": "error",
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-new-func": "error",
      "no-unused-vars": "error",
      "object-shorthand": "error",
      "no-restricted-properties": ["error", { property: "innerHTML", message: "text is never markup" }],
    },
  },
  {
    files: ["core/widgets/**/*.js"],
    rules: { "no-restricted-syntax": ["error", ...forms.map(([selector, message]) => ({ selector, message }))] },
  },
  { files: ["tests/js/**/*.js"], languageOptions: { globals: globals.node } },
];
