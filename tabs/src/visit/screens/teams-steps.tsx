/** @jsxImportSource preact */
import { usePage } from './page-context.ts';

/** What Teams will ask, told before it does. */
export function TeamsSteps() {
  const { text } = usePage();
  return (
    <section class="card" aria-labelledby="teams-heading">
      <h2 id="teams-heading">{text.teams.heading}</h2>
      <ol class="steps">
        {text.teams.steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
    </section>
  );
}
