import { CloseButton, Kbd, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { t } from "../i18n";

/** Search that reports after a short pause. "/" anywhere on the page puts the cursor here. */
export function SearchBox({
  value,
  onChange,
  label,
  width = 240,
}: {
  value: string;
  onChange: (value: string) => void;
  label: string;
  width?: number;
}) {
  const [text, setText] = useState(value);
  const reported = useRef(value);
  useEffect(() => {
    if (value !== reported.current) {
      reported.current = value;
      setText(value);
    }
  }, [value]);
  useEffect(() => {
    if (text === reported.current) return;
    const timer = setTimeout(() => {
      reported.current = text;
      onChange(text);
    }, 250);
    return () => clearTimeout(timer);
  }, [text, onChange]);
  return (
    <TextInput
      data-search
      w={width}
      size="xs"
      aria-label={label}
      placeholder={label}
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === "Escape" && text) {
          event.stopPropagation();
          setText("");
        }
      }}
      leftSection={<IconSearch size={14} aria-hidden />}
      rightSection={
        text ? <CloseButton size="xs" aria-label={t("Clear the search")} onClick={() => setText("")} /> : <Kbd size="xs">/</Kbd>
      }
    />
  );
}
