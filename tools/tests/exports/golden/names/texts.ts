// The catalog `texts` 2.0.0, written by `errcat export typescript`: do not edit.
// Masked codes are left out.

/** The ids, in the order of the catalog. */
export const CODES = [
  "DECLINED",
  "LISTED",
  "LITERAL",
  "PROBLEM",
  "AMBIGUOUS_VALUES",
  "TWICE_SAID",
  "EXPECTED",
  "COMMENT",
  "NEVER",
  "DECLINED_PLAIN",
] as const;
export type Code = (typeof CODES)[number];

/** The languages (BCP 47), the catalog's own first. */
export const LANGUAGES = [
  "en",
] as const;
export type Language = (typeof LANGUAGES)[number];

export type FixableBy = "customer" | "developer" | "operator" | "provider" | "nobody";
export type PolicyKind = "immediate" | "backoff" | "delay" | "after_change" | "after_authentication" | "never";
export type Jitter = "none" | "full" | "equal";
export type Idempotency = "same_key" | "new_key";
export type Action = "redirect" | "inline" | "page";

/** The retry policies. */
export const RETRY = {
  never: {
    name: "never",
    kind: "never",
    retries: 0,
    delaysMs: [],
    jitter: "none",
    totalMs: null,
    retryAfterMaxMs: null,
    idempotency: "same_key",
  },
} as const satisfies { readonly [name: string]: Policy };

/** The outcomes. */
export const OUTCOMES = {} as const satisfies { readonly [name: string]: Outcome };

/** What clients see for an unknown error, or for one that must not be shown. */
export const UNKNOWN = {
  wireCode: "other",
  status: 500,
  message: "Unknown error",
  customer: {
    "en": "Something went wrong.",
  },
} as const satisfies Unknown;

/** The facts of each code. */
export const ERRORS = {
  /** Declined */
  DECLINED: {
    title: "Declined",
    message: "Declined: {count} tries",
    wireCode: "card_declined",
    aliases: ["do_not_honor", "DECLINED_OLD"],
    status: 400,
    fixableBy: "developer",
    field: null,
    retry: RETRY.never,
    outcome: null,
    docsUrl: "https://errors.example.com/texts/DECLINED",
    problemType: "https://errors.example.com/texts/DECLINED",
    customer: {},
  },
  /** Listed */
  LISTED: {
    title: "Listed",
    message: "Listed",
    wireCode: "LISTED",
    aliases: [],
    status: 400,
    fixableBy: "developer",
    field: null,
    retry: RETRY.never,
    outcome: null,
    docsUrl: "https://errors.example.com/texts/LISTED",
    problemType: "https://errors.example.com/texts/LISTED",
    customer: {},
  },
  /** Literal */
  LITERAL: {
    title: "Literal",
    message: "Literal",
    wireCode: "LITERAL",
    aliases: [],
    status: 400,
    fixableBy: "developer",
    field: null,
    retry: RETRY.never,
    outcome: null,
    docsUrl: "https://errors.example.com/texts/LITERAL",
    problemType: "https://errors.example.com/texts/LITERAL",
    customer: {},
  },
  /** Problem */
  PROBLEM: {
    title: "Problem",
    message: "Problem {count}",
    wireCode: "PROBLEM",
    aliases: [],
    status: 400,
    fixableBy: "developer",
    field: null,
    retry: RETRY.never,
    outcome: null,
    docsUrl: "https://errors.example.com/own",
    problemType: "https://errors.example.com/own",
    customer: {},
  },
  /** Ambiguous values */
  AMBIGUOUS_VALUES: {
    title: "Ambiguous values",
    message: "Unknown {a} of {b}",
    wireCode: "AMBIGUOUS_VALUES",
    aliases: [],
    status: 400,
    fixableBy: "developer",
    field: null,
    retry: RETRY.never,
    outcome: null,
    docsUrl: "https://errors.example.com/texts/AMBIGUOUS_VALUES",
    problemType: "https://errors.example.com/texts/AMBIGUOUS_VALUES",
    customer: {},
  },
  /** Twice said */
  TWICE_SAID: {
    title: "Twice said",
    message: "{a} is not {a}, or {b}",
    wireCode: "TWICE_SAID",
    aliases: [],
    status: 403,
    fixableBy: "developer",
    field: null,
    retry: RETRY.never,
    outcome: null,
    docsUrl: "https://errors.example.com/texts/TWICE_SAID",
    problemType: "https://errors.example.com/texts/TWICE_SAID",
    customer: {},
  },
  /** Expected */
  EXPECTED: {
    title: "Expected",
    message: "'{what}' expected.",
    wireCode: "EXPECTED",
    aliases: [],
    status: 402,
    fixableBy: "developer",
    field: null,
    retry: RETRY.never,
    outcome: null,
    docsUrl: "https://errors.example.com/texts/EXPECTED",
    problemType: "https://errors.example.com/texts/EXPECTED",
    customer: {},
  },
  /** Comment */
  COMMENT: {
    title: "Comment",
    message: "'*/' expected.",
    wireCode: "COMMENT",
    aliases: [],
    status: 402,
    fixableBy: "developer",
    field: null,
    retry: RETRY.never,
    outcome: null,
    docsUrl: "https://errors.example.com/texts/COMMENT",
    problemType: "https://errors.example.com/texts/COMMENT",
    customer: {},
  },
  /** Never */
  NEVER: {
    title: "Never",
    message: "{text}",
    wireCode: "NEVER",
    aliases: [],
    status: 400,
    fixableBy: "developer",
    field: null,
    retry: RETRY.never,
    outcome: null,
    docsUrl: "https://errors.example.com/texts/NEVER",
    problemType: "https://errors.example.com/texts/NEVER",
    customer: {},
  },
  /** Declined plain */
  DECLINED_PLAIN: {
    title: "Declined plain",
    message: "Declined",
    wireCode: "DECLINED_PLAIN",
    aliases: [],
    status: 400,
    fixableBy: "developer",
    field: null,
    retry: RETRY.never,
    outcome: null,
    docsUrl: "https://errors.example.com/texts/DECLINED_PLAIN",
    problemType: "https://errors.example.com/texts/DECLINED_PLAIN",
    customer: {},
  },
} as const satisfies { readonly [C in Code]: Entry };

/** What retired codes were called, and the codes that replace them. */
export const RETIRED = {
  "OLDER_DECLINED": "DECLINED",
  "OLD_DECLINED": "DECLINED",
  "OLD_PROBLEM": "PROBLEM",
  "declined": "DECLINED",
  "no_money": "DECLINED",
} as const satisfies { readonly [name: string]: Code };

/** The parameters of each code. */
export interface Params {
  readonly DECLINED: { readonly count: number | bigint; };
  readonly LISTED: {};
  readonly LITERAL: {};
  readonly PROBLEM: { readonly count: number | bigint; };
  readonly AMBIGUOUS_VALUES: { readonly a: string; readonly b: string; };
  readonly TWICE_SAID: { readonly a: string; readonly b: string; };
  readonly EXPECTED: { readonly what: string; };
  readonly COMMENT: {};
  readonly NEVER: { readonly text: string; };
  readonly DECLINED_PLAIN: {};
}

/** The parameters in its customer text, in every language. */
export interface CustomerParams {
  readonly DECLINED: Pick<Params["DECLINED"], never>;
  readonly LISTED: Pick<Params["LISTED"], never>;
  readonly LITERAL: Pick<Params["LITERAL"], never>;
  readonly PROBLEM: Pick<Params["PROBLEM"], never>;
  readonly AMBIGUOUS_VALUES: Pick<Params["AMBIGUOUS_VALUES"], never>;
  readonly TWICE_SAID: Pick<Params["TWICE_SAID"], never>;
  readonly EXPECTED: Pick<Params["EXPECTED"], never>;
  readonly COMMENT: Pick<Params["COMMENT"], never>;
  readonly NEVER: Pick<Params["NEVER"], never>;
  readonly DECLINED_PLAIN: Pick<Params["DECLINED_PLAIN"], never>;
}

/** When and how to retry a call. */
export interface Policy {
  /** The name in the catalog; `never` for a code that must not be retried. */
  readonly name: string;
  /** What must happen before a retry; the `after_` kinds wait for an action, not for a time. */
  readonly kind: PolicyKind;
  /** The number of retries after the first call. */
  readonly retries: number;
  /** The wait before each retry in milliseconds, without jitter; at most the first hundred. */
  readonly delaysMs: readonly number[];
  /** How waits are randomized. */
  readonly jitter: Jitter;
  /** The time since the first call in milliseconds after which nothing is repeated; `null` for no limit. */
  readonly totalMs: number | null;
  /**
   * The longest `Retry-After` in milliseconds to follow: wait at least as long as the answer asks, and give up if it asks for
   * more. `null` to ignore the header.
   */
  readonly retryAfterMaxMs: number | null;
  /** The idempotency key of a retry. */
  readonly idempotency: Idempotency;
}

/** What an error means for a checkout. */
export interface Outcome {
  readonly name: string;
  /** What happens to the customer. */
  readonly action: Action;
  /** The name of the URL that the customer is redirected to, or that the page leads to. */
  readonly to: string | null;
  /** The session status that follows. */
  readonly session: string;
  /** Whether that status is final. */
  readonly terminal: boolean;
}

/** The facts of a code. */
export interface Entry {
  /** A short heading for people. */
  readonly title: string;
  /** The message for developers, with `{placeholders}`; `message` fills them in. */
  readonly message: string;
  /** The code on the wire. */
  readonly wireCode: string | number;
  /** Other names that mean the code; no answer has one. */
  readonly aliases: readonly string[];
  /** The HTTP status code; `null` for a code without an HTTP answer of its own. */
  readonly status: number | null;
  /** Who can fix it. */
  readonly fixableBy: FixableBy;
  /** The input field that is wrong. */
  readonly field: string | null;
  readonly retry: Policy;
  readonly outcome: Outcome | null;
  /** The documentation page. */
  readonly docsUrl: string | null;
  /** The `type` of problem details (RFC 9457). */
  readonly problemType: string | null;
  /** In a module for the team: the code that the public sees; `null` for the unknown error. */
  readonly shownAs?: string | null;
  /** Texts for customers, with `{placeholders}`. A language without one uses the text of `UNKNOWN`. */
  readonly customer: { readonly [L in Language]?: string };
}

/** What clients see for an unknown error. */
export interface Unknown {
  readonly wireCode: string | number;
  readonly status: number;
  readonly message: string;
  readonly customer: { readonly [L in Language]: string };
}

/** The JSON text of a value of any type. */
export type Json = string;

const entries: { readonly [C in Code]: Entry } = ERRORS;
const retired: { readonly [name: string]: Code } = RETIRED;

/** Returns whether a text is an id of this module. Later versions of the catalog may have more ids: show `unknownText` for them. */
export function isCode(value: string): value is Code {
  return has(entries, value);
}

/**
 * Returns the code with this wire code, id or alias, or the code that replaces a retired one with such a name. The digits of a
 * number may be a text.
 */
export function fromWireCode(wire: string | number): Code | undefined {
  const own = CODES.filter((code) => entries[code].wireCode === wire)[0];
  if (own !== undefined || typeof wire === "number") {
    return own ?? (has(retired, String(wire)) ? retired[String(wire)] : undefined);
  }
  return CODES.filter((code) => String(entries[code].wireCode) === wire)[0] ?? fromName(wire);
}

/** Returns the code with this id or alias, or the code that replaces a retired one with this name. */
export function fromName(name: string): Code | undefined {
  if (isCode(name)) {
    return name;
  }
  const own = CODES.filter((code) => entries[code].aliases.indexOf(name) >= 0)[0];
  return own ?? (has(retired, name) ? retired[name] : undefined);
}

/** Returns whether the customer can fix it. */
export function isCustomerFixable(code: Code): boolean {
  return entries[code].fixableBy === "customer";
}

/** The arguments after a code and a language: the values of a text, or nothing if it has no placeholders. */
export type Given<P, C extends keyof P> = [{ [K in C]: keyof P[K] }[C]] extends [never]
  ? [params?: P[C]]
  : [params: P[C]];

/** Returns the text for customers in the language that fits a language tag best, otherwise in the catalog's own. */
export function customerText<C extends Code>(code: C, tag: string, ...given: Given<CustomerParams, C>): string {
  const language = lookUpLanguage(tag) ?? LANGUAGES[0];
  return fill(entries[code].customer[language] ?? UNKNOWN.customer[language], given[0]);
}

/** Returns the text for customers for an unknown code. */
export function unknownText(tag: string): string {
  return fill(UNKNOWN.customer[lookUpLanguage(tag) ?? LANGUAGES[0]], undefined);
}

/** Returns the message for developers. */
export function message<C extends Code>(code: C, ...given: Given<Params, C>): string {
  return fill(entries[code].message, given[0]);
}

/**
 * Returns the language that fits a language tag (BCP 47) best, by the lookup of RFC 4647, section 3.4: the tag is shortened from
 * the end until a language matches.
 */
export function lookUpLanguage(tag: string): Language | undefined {
  let range = lowerCase(tag);
  for (;;) {
    const found = LANGUAGES.filter((language) => lowerCase(language) === range)[0];
    const end = range.lastIndexOf("-");
    if (found !== undefined || end < 0) {
      return found;
    }
    range = range.slice(0, end);
    if (/-.$/.test(range)) {
      range = range.slice(0, -2);
    }
  }
}

/** Lowercases ASCII letters only, because `toLowerCase` maps some other letters to ASCII. */
function lowerCase(tag: string): string {
  return tag.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

/** Fills in values. A placeholder inside a value stays text. */
function fill(template: string, values: object | undefined): string {
  return template.replace(/\{\{|\}\}|\{(\w+)\}/g, (brace, name: string | undefined) => {
    if (name === undefined) {
      return brace.charAt(0);
    }
    return values !== undefined && has(values, name) ? show((values as { [name: string]: unknown })[name]) : "";
  });
}

/** Writes numbers without an exponent, as Rust does. */
function show(value: unknown): string {
  if (typeof value !== "number") {
    return value === undefined || value === null ? "" : String(value);
  }
  const text = value === 0 && 1 / value < 0 ? "-0" : String(value).replace("Infinity", "inf");
  const [, sign, whole = "", fraction = "", exponent] = /^(-?)(\d)(?:\.(\d+))?e(.+)$/.exec(text) ?? [];
  if (sign === undefined) {
    return text;
  }
  const [digits, point] = [whole + fraction, 1 + Number(exponent)];
  return sign + (point > 0 ? digits + zeros(point - digits.length) : "0." + zeros(-point) + digits);
}

function zeros(count: number): string {
  return new Array(count + 1).join("0");
}

function has(object: object, key: string): boolean {
  return Object.prototype.hasOwnProperty.call(object, key);
}
