import { Anchor, Stack } from "@mantine/core";
import { isRouteErrorResponse, Link, useRouteError } from "react-router";
import { t } from "../i18n";
import { Page } from "../parts/Page";
import { ProblemAlert } from "../parts/Problem";
import { Empty } from "../parts/States";

/** A page that does not exist, or that broke. */
export function Failed() {
  const error = useRouteError();
  const lost = !error || (isRouteErrorResponse(error) && error.status === 404);
  return (
    <Page title={lost ? t("No such page") : t("This page failed")}>
      {lost ? (
        <Empty title={t("There is nothing at {{pathname}}", { pathname: window.location.pathname })}>
          <Anchor component={Link} to="/data" className="link">
            {t("Go to the overview")}
          </Anchor>
        </Empty>
      ) : (
        <Stack>
          <ProblemAlert error={error} onRetry={() => window.location.reload()} />
        </Stack>
      )}
    </Page>
  );
}
