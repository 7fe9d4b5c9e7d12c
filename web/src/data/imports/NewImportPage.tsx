import "./imports.css";
import { Button, Group, TextInput } from "@mantine/core";
import { keepPreviousData, useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { queryClient, send } from "../../api/queries";
import { t } from "../../i18n";
import { Page } from "../../parts/Page";
import { ProblemAlert } from "../../parts/Problem";
import { Loading } from "../../parts/States";
import { useUrlState } from "../../parts/urlState";
import { useRefusal } from "../../people/session";
import { FilesPanel } from "./FilesPanel";
import { mappingName, titleOf } from "./files";
import { JobPanel } from "./JobPanel";
import { type MappingChoice, MappingPanel } from "./MappingPanel";
import { ParametersBar } from "./ParametersBar";
import { PreviewPanel } from "./PreviewPanel";
import { texts } from "./texts";

const defaults = { job: "", mapping: "canonical" };

function Steps({ at }: { at: number }) {
  return (
    <ol className="steps" aria-label={t("Steps of the import")}>
      {[t("Files"), t("Mapping"), t("Preview"), t("Import")].map((name, index) => (
        <li key={name} aria-current={index === at ? "step" : undefined}>
          {index + 1} {name}
        </li>
      ))}
    </ol>
  );
}

/** Files, mapping, preview, import: all on one page, from top to bottom. */
export function NewImportPage() {
  const [state, change] = useUrlState(defaults);
  const refusal = useRefusal("import_data");
  const [files, setFiles] = useState<File[]>([]);
  const [json, setJson] = useState<string>();
  const [previewed, setPreviewed] = useState<string>();
  const [title, setTitle] = useState("");
  const [parameters, setParameters] = useState<Record<string, string>>({});
  const upload = useMutation({ mutationFn: send.upload });
  const uploadId = upload.data?.id;
  const preview = useQuery({
    queryKey: ["preview", uploadId, state.mapping, previewed, parameters],
    queryFn: () =>
      send.preview({
        uploadId: uploadId!,
        mapping: previewed === undefined ? state.mapping : null,
        mappingJson: previewed ?? null,
        parameters,
        rows: 12,
      }),
    enabled: uploadId !== undefined,
    // The fields of the parameters stay while another value is tried.
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  const start = useMutation({
    mutationFn: () =>
      send.startImport({
        uploadId: uploadId!,
        mapping: json === undefined ? state.mapping : null,
        mappingJson: json ?? null,
        parameters,
        title: title.trim() || titleOf(files, mappingName(json) ?? state.mapping),
      }),
    onSuccess: (job) => {
      void queryClient.invalidateQueries({ queryKey: ["jobs"] });
      change({ job: job.id }, { push: true });
      setFiles([]);
      upload.reset();
    },
  });
  const choose = (next: File[]) => {
    setFiles(next);
    if (next.length > 0) upload.mutate(next);
    else upload.reset();
  };
  const chooseMapping = (choice: MappingChoice) => {
    change({ mapping: choice.name });
    setJson(choice.json);
    if (choice.name !== state.mapping) setParameters({});
    if (choice.json === undefined) setPreviewed(undefined);
  };
  if (state.job)
    return (
      <Page title={texts.newTitle} about={texts.newAbout} actions={<Steps at={3} />}>
        <JobPanel id={state.job} />
      </Page>
    );
  if (refusal)
    return (
      <Page title={texts.newTitle} about={texts.newAbout}>
        <div className="note note-warning">{refusal}</div>
      </Page>
    );
  return (
    <Page title={texts.newTitle} about={texts.newAbout} actions={<Steps at={files.length === 0 ? 0 : preview.data ? 2 : 1} />}>
      <FilesPanel files={files} upload={upload.data} uploading={upload.isPending} error={upload.error} onFiles={choose} />
      <MappingPanel choice={{ name: state.mapping, json }} onChoice={chooseMapping} onPreview={setPreviewed} />
      {uploadId && (
        <Group justify="space-between" align="flex-end" className="import-bar">
          <Group gap="sm" align="flex-end">
            <TextInput
              size="xs"
              label={t("Title of the import")}
              w={360}
              value={title}
              placeholder={titleOf(files, mappingName(json) ?? state.mapping)}
              onChange={(event) => setTitle(event.currentTarget.value)}
            />
            <ParametersBar key={state.mapping} parameters={preview.data?.parameters ?? []} values={parameters} onChange={setParameters} />
          </Group>
          <Group gap="sm">
            {json !== undefined && json !== previewed && (
              <span className="quiet small">{t("The text was changed after the preview.")}</span>
            )}
            <Button size="sm" loading={start.isPending} disabled={preview.isFetching || !!preview.error} onClick={() => start.mutate()}>
              {t("Import")}
            </Button>
          </Group>
        </Group>
      )}
      {start.error && <ProblemAlert error={start.error} />}
      {preview.error && <ProblemAlert error={preview.error} onRetry={() => preview.refetch()} />}
      {preview.isFetching && <Loading what={t("the first rows")} />}
      {preview.data && uploadId && !preview.isFetching && <PreviewPanel preview={preview.data} />}
    </Page>
  );
}
