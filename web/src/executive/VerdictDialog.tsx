import { Button, Group, Modal, Stack, Textarea } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { PlanningCycle } from "../api/cycle";
import { meetingSend, type Proposal, type Verdict } from "../api/meeting";
import { queryClient } from "../api/queries";
import { t } from "../i18n";
import { ProblemAlert, sayDone } from "../parts/Problem";
import { figureText } from "./figures";

interface Props {
  cycle: PlanningCycle;
  verdict: Verdict;
  proposal: Proposal;
  scenario: string;
  onClose: () => void;
}

const titles: Record<Verdict, (scenario: string) => string> = {
  approved: (scenario) => t("Approve {{scenario}}", { scenario }),
  rejected: (scenario) => t("Reject {{scenario}}", { scenario }),
  sent_back: (scenario) => t("Send {{scenario}} back", { scenario }),
};

/** Says exactly what a verdict does before it is given. */
export function VerdictDialog({ cycle, verdict, proposal, scenario, onClose }: Props) {
  const [comment, setComment] = useState("");
  const [despite, setDespite] = useState("");
  const approving = verdict === "approved";
  const doubted = approving && proposal.doubts.length > 0;
  const judge = useMutation({
    mutationFn: () =>
      meetingSend.judge(cycle.id, {
        verdict,
        scenario: proposal.scenario,
        revision: proposal.revision,
        comment: comment.trim() || null,
        despite: doubted ? despite.trim() : null,
      }),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: ["plan"] });
      sayDone(
        approving
          ? t("Approved: revision {{revision}} is the plan of record.", { revision: proposal.revision })
          : verdict === "rejected"
            ? t("Rejected.")
            : t("Sent back: reconciliation is open again."),
      );
      onClose();
    },
  });
  const missing = (doubted && despite.trim() === "") || (!approving && comment.trim() === "");
  return (
    <Modal opened onClose={onClose} title={titles[verdict](scenario)} centered size="xl">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          judge.mutate();
        }}
      >
        <Stack gap="sm">
          <div>
            <b>{t("This will happen:")}</b>
            <ul>
              {approving ? (
                <>
                  <li>
                    {t(
                      "Revision {{revision}} of {{scenario}} becomes the plan of record of the cycle {{cycle}}. It never changes afterwards, and no other plan can be approved in this cycle.",
                      {
                        revision: proposal.revision,
                        scenario,
                        cycle: cycle.name,
                      },
                    )}
                  </li>
                  <li>{t("Your name, the day, the figures below and the fingerprint of the plan are kept with it.")}</li>
                  <li>{t("Release, weekly check and the next cycle take it as their base.")}</li>
                </>
              ) : verdict === "rejected" ? (
                <>
                  <li>{t("Your verdict and comment are kept. The scenario stays as it is, and people may go on with it.")}</li>
                  <li>{t("No plan becomes the plan of record.")}</li>
                </>
              ) : (
                <>
                  <li>{t("Reconciliation and the executive review are open again. The steps before stay closed.")}</li>
                  <li>{t("Your comment tells people what to change. No plan becomes the plan of record.")}</li>
                </>
              )}
            </ul>
          </div>
          {approving && (
            <div className="verdict-figures">
              {proposal.figures
                .filter((one) => one.period === "horizon")
                .map((one) => (
                  <div key={one.name}>
                    <div className="quiet small">{t(one.title)}</div>
                    <b title={one.note ?? undefined}>{one.value === null ? t("not measurable") : figureText(one.value, one.unit)}</b>
                  </div>
                ))}
            </div>
          )}
          {doubted && (
            <div className="note note-warning">
              <div>
                <b>{t("What stands against approving it")}</b>
                <ul>
                  {proposal.doubts.map((one) => (
                    <li key={one}>{one}</li>
                  ))}
                </ul>
              </div>
            </div>
          )}
          {doubted && (
            <Textarea
              label={t("Why that does not matter; it is kept with the approval")}
              required
              autosize
              minRows={2}
              value={despite}
              onChange={(event) => setDespite(event.currentTarget.value)}
              data-autofocus
            />
          )}
          <Textarea
            label={approving ? t("Comment") : t("What is wrong, or is to be changed")}
            required={!approving}
            autosize
            minRows={2}
            value={comment}
            onChange={(event) => setComment(event.currentTarget.value)}
            data-autofocus={doubted ? undefined : true}
          />
          {approving && (
            <p className="quiet small flat mono">
              {t("Fingerprint")}: {proposal.fingerprint}
            </p>
          )}
          {judge.error && <ProblemAlert error={judge.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t("Cancel")}
            </Button>
            <Button type="submit" color={verdict === "rejected" ? "red.8" : undefined} loading={judge.isPending} disabled={missing}>
              {approving ? t("Approve as plan of record") : verdict === "rejected" ? t("Reject") : t("Send back")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
