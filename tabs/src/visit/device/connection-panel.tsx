/** @jsxImportSource preact */
import { usePage } from '../screens/page-context.ts';
import type { DeviceChecks } from './device-checks.ts';

export function ConnectionPanel({ checks }: { checks: DeviceChecks }) {
  const { text, format } = usePage();
  const { device } = text;
  const { connection } = checks.results();
  return (
    <section class="card panel" aria-labelledby="connection-heading">
      <h3 id="connection-heading">{device.connectionHeading}</h3>
      <button
        type="button"
        class="button"
        aria-disabled={connection.kind === 'testing'}
        onClick={checks.testConnection}
      >
        {connection.kind === 'untested' || connection.kind === 'testing'
          ? device.testConnection
          : device.testAgain}
      </button>
      <div role="status">
        {connection.kind === 'testing' && <p class="working">{device.testingConnection}</p>}
        {connection.kind === 'failed' && <p class="result bad">{device.connectionFailed}</p>}
        {connection.kind === 'measured' && (
          <>
            <p class={connection.rating === 'poor' ? 'result bad' : 'result good'}>
              {device.ratings[connection.rating]}
            </p>
            <p class="small">
              {device.measured(
                format.bitrate(connection.measure.downKbps),
                format.bitrate(connection.measure.upKbps),
              )}
            </p>
          </>
        )}
      </div>
    </section>
  );
}
