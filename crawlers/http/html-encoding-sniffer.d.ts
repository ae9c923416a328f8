declare module 'html-encoding-sniffer' {
  /** The canonical name of a body's encoding; a byte order mark wins over the label, the label over `<meta charset>`. */
  export default function sniff(
    body: Uint8Array,
    options?: { xml?: boolean; transportLayerEncodingLabel?: string; defaultEncoding?: string },
  ): string
}
