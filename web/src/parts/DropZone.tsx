import { Button, Text } from "@mantine/core";
import { type ReactNode, useRef, useState } from "react";
import { t } from "../i18n";

/** Files by dropping or choosing. */
export function DropZone({
  title,
  hint,
  accept,
  onFiles,
  children,
  multiple = true,
}: {
  title: string;
  hint: string;
  accept: string;
  onFiles: (files: File[]) => void;
  children?: ReactNode;
  multiple?: boolean;
}) {
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  return (
    <section
      className={`drop ${over ? "over" : ""}`}
      aria-label={title}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        const files = [...event.dataTransfer.files];
        if (files.length > 0) onFiles(files);
      }}
    >
      <Text fw={600}>{title}</Text>
      <Text size="sm" c="dimmed" mb="xs">
        {hint}
      </Text>
      <input
        ref={input}
        type="file"
        hidden
        multiple={multiple}
        accept={accept}
        aria-label={t("Files")}
        onChange={(event) => {
          const files = [...(event.currentTarget.files ?? [])];
          event.currentTarget.value = "";
          if (files.length > 0) onFiles(files);
        }}
      />
      <Button size="xs" variant="default" onClick={() => input.current?.click()}>
        {t("Choose files")}
      </Button>
      {children}
    </section>
  );
}
