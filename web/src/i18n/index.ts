import i18next from "i18next";

export const languages = { en: "English", fr: "Français" } as const;
export type Language = keyof typeof languages;

const place = "concord.language";

function chosen(): Language {
  const known = (text: string | null | undefined) => (Object.keys(languages) as Language[]).find((one) => text?.startsWith(one));
  if (typeof localStorage === "undefined") return "en";
  return known(localStorage.getItem(place)) ?? "en";
}

/** The language of this page. It never changes while the page lives: another one loads it anew, and the address keeps what was shown. */
export const language: Language = chosen();

/** Of numbers and dates. */
export const locale = { en: "en-GB", fr: "fr-FR" }[language];

/** Which character parts the decimals of a number; the other one groups thousands. */
export type Decimal = "." | ",";

/** The one of this language. */
export const decimal: Decimal = language === "fr" ? "," : ".";

// The English text is the key, so that code reads as the screen does; what has no translation stays English.
void i18next.init({
  lng: language,
  fallbackLng: false,
  keySeparator: false,
  nsSeparator: false,
  interpolation: { escapeValue: false },
  resources: {},
  initAsync: false,
  showSupportNotice: false,
});

/** A text in the language of the page; {{name}} stands for a value. */
export function t(text: string, values?: Record<string, string | number>): string {
  return i18next.t(text, values ?? {});
}

/** Brings in the texts of the language chosen. Pages are loaded after it, because some of their texts are made once. */
export async function loadLanguage() {
  document.documentElement.lang = language;
  if (language === "fr") i18next.addResourceBundle("fr", "translation", (await import("./fr")).french);
}

export function chooseLanguage(next: Language) {
  localStorage.setItem(place, next);
  window.location.reload();
}
