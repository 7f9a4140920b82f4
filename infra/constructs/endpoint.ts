import { type HttpApi, HttpMethod, HttpRoute, HttpRouteKey } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Construct } from 'constructs';
import type { FunctionName } from '../functions.ts';
import { ServiceFunction, type ServiceFunctionProps } from './service-function.ts';

/** What an endpoint answers: a method and path of the API, or all that no other endpoint does. */
export type RoutePattern = { readonly method: HttpMethod; readonly path: `/${string}` } | 'everything else';

export interface EndpointProps extends ServiceFunctionProps {
  readonly api: HttpApi;
  readonly routes: readonly RoutePattern[];
}

/** A path and everything below it. */
export const allUnder = (path: `/${string}`): RoutePattern[] => [
  { method: HttpMethod.ANY, path },
  { method: HttpMethod.ANY, path: `${path}/{proxy+}` },
];

/** A function and the routes it answers. */
export class Endpoint extends Construct {
  readonly function: ServiceFunction;

  constructor(scope: Construct, name: FunctionName, props: EndpointProps) {
    super(scope, `${name}-endpoint`);
    this.function = new ServiceFunction(this, name, props);
    const integration = new HttpLambdaIntegration(name, this.function.lambda);
    for (const route of props.routes) {
      const routeKey = route === 'everything else' ? HttpRouteKey.DEFAULT : HttpRouteKey.with(route.path, route.method);
      new HttpRoute(this, routeKey.key, { httpApi: props.api, routeKey, integration });
    }
  }
}
