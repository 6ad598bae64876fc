import type { Kit } from '@obey/service-kit';

export type Logger = Kit['log'];
