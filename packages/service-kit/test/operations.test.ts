import test from 'ava';
import Type from 'typebox';
import { PageOf, type Route, route } from '../src/index.js';
import { openApi } from '../src/openapi.js';
import { operationIds } from '../src/operation-id.js';

const Order = Type.Object({ id: Type.String() }, { title: 'Order' });

const named = (
  method: Route['method'],
  path: string,
  answers: Route['answers'],
  operation?: string,
): Route => {
  const names = [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => [name, Type.String()]);
  return {
    ...route({
      method,
      path,
      summary: 'x',
      access: 'anyone',
      params: Type.Object(Object.fromEntries(names)),
      answers: { 204: null },
      handle: () => ({ status: 204 }),
    }),
    answers,
    operation,
  };
};

const nameOf = (one: Route) => operationIds('shop', [one]).get(one);

const cases: [Route['method'], string, Route['answers'], string][] = [
  ['GET', '/shop/orders', { 200: PageOf(Order) }, 'shop.listOrders'],
  ['GET', '/shop/lines', { 200: Type.Array(Order) }, 'shop.listLines'],
  ['GET', '/shop/orders/:id', { 200: Order }, 'shop.getOrder'],
  ['GET', '/shop/categories/:id/orders', { 200: PageOf(Order) }, 'shop.listCategoryOrders'],
  ['POST', '/shop/orders', { 201: Order }, 'shop.createOrder'],
  ['POST', '/shop/orders/:id/pay', { 204: null }, 'shop.payOrder'],
  ['POST', '/shop/check-in/confirm', { 204: null }, 'shop.confirmCheckIn'],
  ['PUT', '/shop/orders/:id/address', { 204: null }, 'shop.setOrderAddress'],
  ['PATCH', '/shop/orders/:id', { 200: Order }, 'shop.changeOrder'],
  ['DELETE', '/shop/orders/:id/lines/:line', { 204: null }, 'shop.deleteOrderLine'],
  ['GET', '/shop', { 200: PageOf(Order) }, 'shop.listShop'],
  ['PUT', '/shops/:id/closed', { 204: null }, 'shop.setShopClosed'],
];

for (const [method, path, answers, name] of cases)
  test(`${method} ${path} is called ${name}`, (t) => {
    t.is(nameOf(named(method, path, answers)), name);
  });

test('a route may say its own name', (t) => {
  t.is(nameOf(named('PUT', '/shop/orders/:id/pay', { 204: null }, 'payOrder')), 'shop.payOrder');
});

test('two operations of one name are refused, and both are told', (t) => {
  const routes = [
    named('GET', '/shop/orders/:id', { 200: Order }),
    named('GET', '/shop/orders/:id/:part', { 200: Order }),
  ];
  t.throws(() => operationIds('shop', routes), {
    message:
      'GET /shop/orders/:id/:part and GET /shop/orders/:id are both called shop.getOrder: name one of them (operation)',
  });
});

test('a schema with a title is a component, once; a field that is called title is none', (t) => {
  const Titled = Type.Object({ title: Type.String(), order: Order }, { title: 'Titled' });
  const { components, paths } = openApi('shop', [
    named('GET', '/shop/orders', { 200: PageOf(Order) }),
    named('GET', '/shop/titled', { 200: Titled }),
  ]);
  t.deepEqual(Object.keys(components.schemas), ['Order', 'OrderPage', 'Titled', 'Problem']);
  t.like(components.schemas, {
    Titled: { properties: { title: { type: 'string' }, order: { $ref: '#/components/schemas/Order' } } },
  });
  t.true(JSON.stringify(paths).includes('"#/components/schemas/OrderPage"'));
});

test('two different schemas of one title are refused', (t) => {
  const routes = [
    named('GET', '/shop/orders', { 200: Order }),
    named('GET', '/shop/others', { 200: Type.Object({ other: Type.String() }, { title: 'Order' }) }),
  ];
  t.throws(() => openApi('shop', routes), { message: /have the title Order/ });
});

test('a cyclic schema is a component that refers to itself', (t) => {
  const Tree = Type.Cyclic(
    { Leaf: Type.Object({ name: Type.String(), leaves: Type.Array(Type.Ref('Leaf')) }) },
    'Leaf',
  );
  const { components, paths } = openApi('shop', [
    named('GET', '/shop/tree', { 200: Type.Object({ trees: Type.Array(Tree) }) }),
  ]);
  t.like(components.schemas, {
    Leaf: { properties: { leaves: { items: { $ref: '#/components/schemas/Leaf' } } } },
  });
  t.regex(JSON.stringify(paths), /"items":\{"\$ref":"#\/components\/schemas\/Leaf"\}/);
  t.notRegex(JSON.stringify([components, paths]), /\$defs|\$id/);
});
