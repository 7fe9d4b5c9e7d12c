// The package brings no types: what the pack uses of it.
declare module "pdfmake/build/pdfmake" {
  export type PdfContent = Record<string, unknown>;
  const pdfMake: {
    addVirtualFileSystem(files: Record<string, unknown>): void;
    createPdf(document: Record<string, unknown>): { download(name: string): Promise<void> };
  };
  export default pdfMake;
}
declare module "pdfmake/build/vfs_fonts" {
  const files: Record<string, unknown>;
  export default files;
}
