import { Hono } from 'hono';
import { guard, strictHeaders } from '../../http/guard.ts';
import { boardRoutes } from './board-routes.ts';
import { chatRoutes } from './chat-routes.ts';
import { doorRoutes } from './door-routes.ts';
import { chartRoutes, fileRoutes } from './file-routes.ts';
import { recordRoutes } from './record-routes.ts';
import type { ViewerEnv, Web } from './web.ts';
import { withViewer } from './with-viewer.ts';

/** The whole page. Whatever is not named here needs somebody signed in. */
export function webApp(web: Web): Hono {
  const app = new Hono();
  app.use(strictHeaders, guard(web.addresses));
  app.route('/', web.assets.routes);
  app.route('/', doorRoutes(web));
  const inside = new Hono<ViewerEnv>();
  inside.use(withViewer(web));
  for (const routes of [chatRoutes(web), boardRoutes(web), recordRoutes(web), fileRoutes(web), chartRoutes(web)])
    inside.route('/', routes);
  app.route('/', inside);
  app.onError((error, context) => {
    const reference = crypto.randomUUID().slice(0, 8);
    web.desk.log('error', 'a bug at the page', { reference, error: error.stack ?? error.message });
    return context.text(`Something went wrong in me. Reference ${reference}; an admin finds it in the log.\n`, 500);
  });
  return app;
}
