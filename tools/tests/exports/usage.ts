// Code of a front end, with errors that tsc must report. It is compiled next to `public/mozarto.ts`, `public/every_key.ts` and
// `mozarto.api.ts`, the types of an OpenAPI client.

import type { paths } from "./mozarto.api.js";
import * as everyKey from "./every_key.js";
import * as mozarto from "./mozarto.js";

export function show(id: string, language: string): string {
  if (!mozarto.isCode(id)) {
    // @ts-expect-error -- a string is not a code until it is checked
    mozarto.isCustomerFixable(id);
    return mozarto.unknownText(language);
  }
  const { status, fixableBy, retry } = mozarto.ERRORS[id];
  const first: number | undefined = retry.delaysMs[0];
  return `${mozarto.customerText(id, language)} ${status} ${fixableBy} ${first} ${mozarto.isCustomerFixable(id)}`;
}

/** Every code is dealt with, or tsc says which is not. */
export function fixer(fixableBy: mozarto.FixableBy): number {
  switch (fixableBy) {
    case "customer":
    case "developer":
    case "operator":
      return 1;
    case "provider":
    case "nobody":
      return 2;
  }
}

export const status: 400 = mozarto.ERRORS.MISSING_FIELD.status;
export const field: mozarto.Params["MISSING_FIELD"] = { field: "pspType" };

mozarto.message("UNAUTHORIZED");
mozarto.message("MISSING_FIELD", field);
// @ts-expect-error -- a text with placeholders needs values
mozarto.message("MISSING_FIELD");
// @ts-expect-error -- the value has the wrong type
mozarto.message("MISSING_FIELD", { field: 1 });
// @ts-expect-error -- unknown code
mozarto.customerText("MISSING_FELD", "de");

everyKey.customerText("CARD_DECLINED", "de");
everyKey.customerText("LIMIT_REACHED", "de", { limit: 10n });
// @ts-expect-error -- a customer text with a placeholder needs its value
everyKey.customerText("LIMIT_REACHED", "de");
// @ts-expect-error -- a public module has no masked codes
everyKey.isCustomerFixable("STOLEN_CARD");
// @ts-expect-error -- a public module has no sensitive parameters
export type Key = everyKey.Params["LIMIT_REACHED"]["key"];

type Answers = paths["/"]["get"]["responses"];

/** A client that branches on what an answer says. */
export function provider(answer: Answers[503]["content"]["application/json"]): "PSP_UNAVAILABLE" {
  return answer.errorCode;
}

export const rejected: paths["/PROVIDER_REJECTED"]["get"]["responses"][400]["content"]["application/json"] = {
  status: "error",
  message: "Payment provider rejected the request",
  isSuccess: false,
  errors: ["Invalid currency for selected provider"],
};
// @ts-expect-error -- `errors` is always present
export const incomplete: typeof rejected = { status: "error", message: "", isSuccess: false };
