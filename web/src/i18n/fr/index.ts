import { checks } from "./checks";
import { cycle } from "./cycle";
import { data } from "./data";
import { demand } from "./demand";
import { executive } from "./executive";
import { family } from "./family";
import { finance } from "./finance";
import { kpi } from "./kpi";
import { parts } from "./parts";
import { people } from "./people";
import { plan } from "./plan";
import { product } from "./product";
import { scenarios } from "./scenarios";
import { server } from "./server";
import { shell } from "./shell";
import { supply } from "./supply";
import { week } from "./week";

/** French by English text, a file a folder of pages. A text that means two things is told apart where it is written. */
export const french: Record<string, string> = {
  ...server,
  ...checks,
  ...shell,
  ...parts,
  ...data,
  ...plan,
  ...scenarios,
  ...people,
  ...cycle,
  ...family,
  ...product,
  ...demand,
  ...supply,
  ...finance,
  ...executive,
  ...week,
  ...kpi,
};
