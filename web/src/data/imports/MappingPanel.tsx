import { Button, FileButton, Group, Select, Textarea, TextInput } from "@mantine/core";
import { IconDeviceFloppy, IconPencil, IconTrash, IconUpload } from "@tabler/icons-react";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { get, queryClient, send } from "../../api/queries";
import { t } from "../../i18n";
import { ConfirmButton } from "../../parts/confirm";
import { Panel } from "../../parts/Page";
import { ProblemAlert, sayDone, sayProblem } from "../../parts/Problem";

export interface MappingChoice {
  name: string;
  /** The text in the editor; undefined while the stored mapping is used as it is. */
  json?: string;
}

/** Step two: which mapping, as it is or edited here. */
export function MappingPanel({
  choice,
  onChoice,
  onPreview,
}: {
  choice: MappingChoice;
  onChoice: (choice: MappingChoice) => void;
  onPreview: (json: string | undefined) => void;
}) {
  const mappings = useQuery(get.mappings());
  const [name, setName] = useState("");
  const chosen = mappings.data?.find((mapping) => mapping.name === choice.name);
  const edit = useMutation({
    mutationFn: () => queryClient.fetchQuery(get.mapping(choice.name)),
    onSuccess: (mapping) => onChoice({ ...choice, json: mapping.json }),
    onError: sayProblem,
  });
  const save = useMutation({
    mutationFn: async () => {
      await send.saveMapping(name, choice.json ?? "");
      return name;
    },
    onSuccess: async (saved) => {
      await queryClient.invalidateQueries({ queryKey: ["mappings"] });
      sayDone(t("Mapping {{saved}} saved", { saved }));
      onChoice({ name: saved });
    },
  });
  const remove = useMutation({
    mutationFn: () => send.deleteMapping(choice.name),
    onSuccess: async () => {
      sayDone(t("Mapping {{name}} deleted", { name: choice.name }));
      onChoice({ name: "canonical" });
      await queryClient.invalidateQueries({ queryKey: ["mappings"] });
    },
    onError: sayProblem,
  });
  const group = (source: string) =>
    (mappings.data ?? [])
      .filter((mapping) => mapping.source === source)
      .map((mapping) => ({ value: mapping.name, label: mapping.title || mapping.name }));
  return (
    <Panel title={t("2 Mapping")} aside={<span className="quiet small">{t("says how the files' tables become Concord's")}</span>}>
      <div className="pad">
        {mappings.error && <ProblemAlert error={mappings.error} onRetry={() => mappings.refetch()} />}
        <Group gap="sm" align="flex-end">
          <Select
            label={t("Mapping")}
            w={300}
            searchable
            allowDeselect={false}
            value={choice.name}
            data={[
              { group: t("Built in"), items: group("builtin") },
              { group: t("Saved here"), items: group("saved") },
            ].filter((one) => one.items.length > 0)}
            onChange={(value) => value && onChoice({ name: value })}
          />
          {choice.json === undefined && (
            <Button
              size="xs"
              variant="default"
              leftSection={<IconPencil size={14} />}
              loading={edit.isPending}
              onClick={() => edit.mutate()}
            >
              {t("Look at or edit")}
            </Button>
          )}
          <FileButton
            accept=".json"
            onChange={async (file) => {
              if (!file) return;
              setName(file.name.replace(/\.json$/i, "").replace(/[^a-z0-9-]+/gi, "-"));
              const json = await file.text();
              onChoice({ ...choice, json });
              onPreview(json);
            }}
          >
            {(props) => (
              <Button {...props} size="xs" variant="default" leftSection={<IconUpload size={14} />}>
                {t("From a JSON file")}
              </Button>
            )}
          </FileButton>
          {chosen?.source === "saved" && (
            <ConfirmButton
              label={t("Delete")}
              icon={<IconTrash size={14} />}
              title={t("Delete the mapping {{name}}?", { name: choice.name })}
              text={t("Imports that came through it keep their rows.")}
              confirm={t("Delete")}
              danger
              onConfirm={() => remove.mutate()}
            />
          )}
        </Group>
        {chosen?.description && <p className="quiet small mapping-about">{chosen.description}</p>}
        {choice.json !== undefined && (
          <div className="mapping-editor">
            <Textarea
              label={t("Mapping as JSON, based on {{name}}", { name: choice.name })}
              value={choice.json}
              onChange={(event) => onChoice({ ...choice, json: event.currentTarget.value })}
              autosize
              minRows={10}
              maxRows={26}
              spellCheck={false}
              styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)", fontSize: 12.5 } }}
            />
            <Group mt="xs" gap="sm" align="flex-end">
              <Button size="xs" variant="default" onClick={() => onPreview(choice.json)}>
                {t("Preview this text")}
              </Button>
              <Button size="xs" variant="subtle" onClick={() => onChoice({ name: choice.name })}>
                {t("Drop the changes")}
              </Button>
              <TextInput
                size="xs"
                label={t("Save as")}
                value={name}
                onChange={(event) => setName(event.currentTarget.value)}
                placeholder={t("my-erp")}
                w={180}
              />
              <Button
                size="xs"
                leftSection={<IconDeviceFloppy size={14} />}
                disabled={!name.trim()}
                loading={save.isPending}
                onClick={() => save.mutate()}
              >
                {t("Save")}
              </Button>
            </Group>
            {save.error && (
              <div className="mapping-about">
                <ProblemAlert error={save.error} />
              </div>
            )}
          </div>
        )}
      </div>
    </Panel>
  );
}
