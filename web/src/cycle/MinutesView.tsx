import { Button, Group } from "@mantine/core";
import { IconPrinter } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { meetingGet } from "../api/meeting";
import { t } from "../i18n";
import { ProblemAlert } from "../parts/Problem";
import { Loading } from "../parts/States";
import { useScenario } from "../plan/useScenario";
import { minutesParts } from "./minutes";
import { useNames } from "./names";

/** The minutes of a cycle, put together from its records; the button prints them alone. */
export function MinutesView({ cycle, actions }: { cycle: number; actions?: ReactNode }) {
  const minutes = useQuery(meetingGet.minutes(cycle));
  const { scenarios } = useScenario();
  const name = useNames();
  if (minutes.error) return <ProblemAlert error={minutes.error} onRetry={() => minutes.refetch()} />;
  if (!minutes.data) return <Loading what={t("the minutes")} />;
  const scenario = (id: number) => scenarios.data?.find((one) => one.id === id)?.name ?? String(id);
  return (
    <div className="pad">
      <Group justify="space-between" className="no-print">
        <span className="quiet small">
          {t("Made from the records of the cycle; nobody writes them. What is missing here was not recorded.")}
        </span>
        <Group gap="xs">
          {actions}
          <Button size="compact-sm" variant="default" leftSection={<IconPrinter size={14} />} onClick={() => window.print()}>
            {t("Print")}
          </Button>
        </Group>
      </Group>
      <article className="minutes">
        <h2>{t("Minutes of the cycle {{name}}", { name: minutes.data.cycle })}</h2>
        {minutesParts(minutes.data, name, scenario).map((part) => (
          <section key={part.title}>
            <h3>{part.title}</h3>
            {part.text && <p>{part.text}</p>}
            {part.rows.length > 0 && (
              <table className="grid minutes-table">
                <thead>
                  <tr>
                    {part.columns.map((one) => (
                      <th key={one} scope="col">
                        {one}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {part.rows.map((row, index) => (
                    <tr key={index}>
                      {row.map((cell, at) => (
                        <td key={at} className="wrap">
                          {cell}
                        </td>
                      ))}
                    </tr>
                  ))}
                </tbody>
              </table>
            )}
          </section>
        ))}
      </article>
    </div>
  );
}
