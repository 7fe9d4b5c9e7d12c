import { ActionIcon, Button, Group, Loader } from "@mantine/core";
import { IconFileSpreadsheet, IconX } from "@tabler/icons-react";
import { download } from "../../api/client";
import type { Upload } from "../../api/types";
import { t } from "../../i18n";
import { DropZone } from "../../parts/DropZone";
import { bytes, plural } from "../../parts/format";
import { Panel } from "../../parts/Page";
import { ProblemAlert } from "../../parts/Problem";
import { withFiles } from "./files";
import { texts } from "./texts";

interface Props {
  files: File[];
  upload: Upload | undefined;
  uploading: boolean;
  error: unknown;
  onFiles: (files: File[]) => void;
}

/** Step one: which files. */
export function FilesPanel({ files, upload, uploading, error, onFiles }: Props) {
  const sum = files.reduce((total, file) => total + file.size, 0);
  return (
    <Panel
      title={t("1 Files")}
      aside={
        <Group gap="sm">
          {uploading && <Loader size="xs" aria-label={t("Uploading")} />}
          {files.length > 0 && (
            <span className="quiet small numbers">
              {plural(files.length, t("file"), t("files"))}, {bytes(sum)}
            </span>
          )}
        </Group>
      }
    >
      <div className="pad">
        <DropZone
          title={texts.dropHere}
          hint={texts.dropHint}
          accept=".csv,.txt,.tsv,.xlsx"
          onFiles={(added) => onFiles(withFiles(files, added))}
        >
          {files.length === 0 && (
            <Button
              size="xs"
              variant="subtle"
              ml="sm"
              component="a"
              href={download("/api/v1/template.xlsx")}
              download
              leftSection={<IconFileSpreadsheet size={15} />}
            >
              {t("Template workbook")}
            </Button>
          )}
        </DropZone>
        {error ? <ProblemAlert error={error} onRetry={() => onFiles([...files])} /> : null}
        {files.length > 0 && (
          <ul className="chips" aria-label={t("Chosen files")}>
            {files.map((file) => {
              const known = upload?.files.find((one) => one.name === file.name);
              return (
                <li key={file.name}>
                  <span>{file.name}</span>
                  <span className="quiet small numbers">
                    {bytes(file.size)}
                    {known?.sheets && known.sheets.length > 0 && `, ${plural(known.sheets.length, t("sheet"), t("sheets"))}`}
                  </span>
                  <ActionIcon
                    size="xs"
                    variant="subtle"
                    color="gray"
                    aria-label={t("Take {{name}} away", { name: file.name })}
                    onClick={() => onFiles(files.filter((one) => one !== file))}
                  >
                    <IconX size={12} />
                  </ActionIcon>
                </li>
              );
            })}
          </ul>
        )}
      </div>
    </Panel>
  );
}
