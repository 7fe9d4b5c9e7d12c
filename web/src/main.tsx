import { loadLanguage } from "./i18n";

// Texts first: modules of pages make some of theirs when they are loaded.
await loadLanguage();
await import("./start");
