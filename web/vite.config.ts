import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const server = process.env.CONCORD_SERVER ?? "http://127.0.0.1:5080";

export default defineConfig({
  plugins: [react()],
  build: {
    outDir: "../src/Concord.App/wwwroot",
    emptyOutDir: true,
    // elkjs (the graph layout) alone is 1.4 MB; it is loaded as a worker, only by the two graph pages.
    chunkSizeWarningLimit: 700,
    // The content security policy allows images from data: but scripts and workers only as files.
    assetsInlineLimit: 0,
  },
  // The host is passed on as it is: the server answers only requests that come from its own pages.
  server: { proxy: { "/api": { target: server, changeOrigin: false }, "/openapi": { target: server, changeOrigin: false } } },
});
