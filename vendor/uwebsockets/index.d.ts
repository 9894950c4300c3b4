export * from 'uws-pack';
import * as uws from 'uws-pack';
export default uws;
