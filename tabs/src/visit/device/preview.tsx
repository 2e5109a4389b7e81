/** @jsxImportSource preact */
import { useEffect, useRef } from 'preact/hooks';
import { usePage } from '../screens/page-context.ts';

/** The camera's picture, mirrored as people know themselves. */
export function Preview({ stream }: { stream: MediaStream }) {
  const { device } = usePage().text;
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    if (video.current !== null) video.current.srcObject = stream;
  }, [stream]);
  return (
    <figure class="preview">
      <video ref={video} autoPlay muted playsInline aria-label={device.preview} />
      <figcaption>{device.local}</figcaption>
    </figure>
  );
}
