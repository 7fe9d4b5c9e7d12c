import { Group, TextInput } from "@mantine/core";
import type { Preview } from "../../api/types";
import { t } from "../../i18n";

/** The values a mapping lets one give anew for each import; what is typed counts from the moment one leaves the field. */
export function ParametersBar({
  parameters,
  values,
  onChange,
}: {
  parameters: Preview["parameters"];
  values: Record<string, string>;
  onChange: (values: Record<string, string>) => void;
}) {
  if (parameters.length === 0) return null;
  const change = (name: string, text: string) => {
    const { [name]: _, ...others } = values;
    onChange(text.trim() === "" ? others : { ...others, [name]: text.trim() });
  };
  return (
    <Group gap="sm" align="flex-end">
      {parameters.map((parameter) => (
        <TextInput
          key={parameter.name}
          size="xs"
          label={t("Parameter {{name}}", { name: parameter.name })}
          title={parameter.description ?? undefined}
          w={160}
          required={parameter.value === null}
          placeholder={parameter.value ?? ""}
          defaultValue={values[parameter.name] ?? ""}
          onBlur={(event) => change(parameter.name, event.currentTarget.value)}
          onKeyDown={(event) => event.key === "Enter" && event.currentTarget.blur()}
        />
      ))}
    </Group>
  );
}
