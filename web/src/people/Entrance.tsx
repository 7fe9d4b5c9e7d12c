import "./people.css";
import { Text, Title } from "@mantine/core";
import { type ReactNode, useEffect } from "react";

/** The frame of the pages one sees before being let in. */
export function Entrance({ title, about, children }: { title: string; about?: string; children: ReactNode }) {
  useEffect(() => {
    document.title = `${title} · Concord`;
  }, [title]);
  return (
    <main className="entrance">
      <div className="brand">
        <img src="/favicon.svg" width={22} height={22} alt="" />
        Concord
      </div>
      <section className="panel">
        <Title order={1} size="h3" mb={about ? 4 : "sm"}>
          {title}
        </Title>
        {about && (
          <Text c="dimmed" size="sm" mb="sm">
            {about}
          </Text>
        )}
        {children}
      </section>
    </main>
  );
}
