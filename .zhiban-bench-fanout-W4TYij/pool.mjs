var __defProp = Object.defineProperty;
var __export = (target, all) => {
  for (var name2 in all)
    __defProp(target, name2, { get: all[name2], enumerable: true });
};

// bench/peers/pool.ts
import { once } from "node:events";
import { createServer } from "node:net";
import { setFlagsFromString } from "node:v8";

// node_modules/zod/v4/core/util.js
var util_exports = {};
__export(util_exports, {
  BIGINT_FORMAT_RANGES: () => BIGINT_FORMAT_RANGES,
  CONSTANT_CATCH: () => CONSTANT_CATCH,
  Class: () => Class,
  NUMBER_FORMAT_RANGES: () => NUMBER_FORMAT_RANGES,
  aborted: () => aborted,
  allowsEval: () => allowsEval,
  assert: () => assert,
  assertEqual: () => assertEqual,
  assertIs: () => assertIs,
  assertNever: () => assertNever,
  assertNotEqual: () => assertNotEqual,
  assignProp: () => assignProp,
  attachSchema: () => attachSchema,
  base64ToUint8Array: () => base64ToUint8Array,
  base64urlToUint8Array: () => base64urlToUint8Array,
  cached: () => cached,
  captureStackTrace: () => captureStackTrace,
  cleanEnum: () => cleanEnum,
  cleanRegex: () => cleanRegex,
  clone: () => clone,
  cloneDef: () => cloneDef,
  codePointLength: () => codePointLength,
  constantCatch: () => constantCatch,
  createTransparentProxy: () => createTransparentProxy,
  defineLazy: () => defineLazy,
  defineLazyInternal: () => defineLazyInternal,
  derived: () => derived,
  esc: () => esc,
  escapeRegex: () => escapeRegex,
  explicitlyAborted: () => explicitlyAborted,
  extend: () => extend,
  finalizeIssue: () => finalizeIssue,
  floatSafeRemainder: () => floatSafeRemainder,
  getElementAtPath: () => getElementAtPath,
  getEnumValues: () => getEnumValues,
  getLengthableOrigin: () => getLengthableOrigin,
  getParsedType: () => getParsedType,
  getSizableOrigin: () => getSizableOrigin,
  hexToUint8Array: () => hexToUint8Array,
  hide: () => hide,
  installLazyProp: () => installLazyProp,
  isObject: () => isObject,
  isPlainObject: () => isPlainObject,
  issue: () => issue,
  joinValues: () => joinValues,
  jsonStringifyReplacer: () => jsonStringifyReplacer,
  members: () => members,
  merge: () => merge,
  mergeDefs: () => mergeDefs,
  normalizeParams: () => normalizeParams,
  nullish: () => nullish,
  numKeys: () => numKeys,
  objectClone: () => objectClone,
  omit: () => omit,
  optionalKeys: () => optionalKeys,
  own: () => own,
  parsedType: () => parsedType,
  partial: () => partial,
  pick: () => pick,
  prefixIssues: () => prefixIssues,
  primitiveTypes: () => primitiveTypes,
  promiseAllObject: () => promiseAllObject,
  propertyKeyTypes: () => propertyKeyTypes,
  randomString: () => randomString,
  rawShape: () => rawShape,
  required: () => required,
  safeExtend: () => safeExtend,
  shallowClone: () => shallowClone,
  sizeCaps: () => sizeCaps,
  slugify: () => slugify,
  stringifyPrimitive: () => stringifyPrimitive,
  toZod: () => toZod,
  uint8ArrayToBase64: () => uint8ArrayToBase64,
  uint8ArrayToBase64url: () => uint8ArrayToBase64url,
  uint8ArrayToHex: () => uint8ArrayToHex,
  unwrapMessage: () => unwrapMessage
});
function assertEqual(val) {
  return val;
}
function assertNotEqual(val) {
  return val;
}
function toZod() {
  return (schema) => schema;
}
function assertIs(_arg) {
}
function assertNever(_x) {
  throw new Error("Unexpected value in exhaustive check");
}
function assert(_) {
}
function getEnumValues(entries) {
  const numericValues = Object.values(entries).filter((v) => typeof v === "number");
  const values = Object.entries(entries).filter(([k, _]) => numericValues.indexOf(+k) === -1).map(([_, v]) => v);
  return values;
}
function joinValues(array2, separator = "|") {
  return array2.map((val) => stringifyPrimitive(val)).join(separator);
}
function jsonStringifyReplacer(_, value2) {
  if (typeof value2 === "bigint")
    return value2.toString();
  return value2;
}
var Cached = class {
  constructor(getter) {
    this._getter = getter;
    this._value = void 0;
  }
  get value() {
    const getter = this._getter;
    if (getter !== void 0) {
      this._value = getter();
      this._getter = void 0;
    }
    return this._value;
  }
};
function cached(getter) {
  return new Cached(getter);
}
function nullish(input) {
  return input === null || input === void 0;
}
function cleanRegex(source) {
  const start = source.startsWith("^") ? 1 : 0;
  const end2 = source.endsWith("$") ? source.length - 1 : source.length;
  return source.slice(start, end2);
}
function floatSafeRemainder(val, step) {
  const ratio = val / step;
  const roundedRatio = Math.round(ratio);
  const tolerance = 4 * Number.EPSILON * Math.max(Math.abs(ratio), 1);
  if (Math.abs(ratio - roundedRatio) < tolerance)
    return 0;
  return ratio - roundedRatio;
}
var EVALUATING = /* @__PURE__ */ Symbol("evaluating");
function defineLazy(object, key, getter) {
  let value2 = void 0;
  Object.defineProperty(object, key, {
    get() {
      if (value2 === EVALUATING) {
        return void 0;
      }
      if (value2 === void 0) {
        value2 = EVALUATING;
        value2 = getter();
      }
      return value2;
    },
    set(v) {
      Object.defineProperty(object, key, {
        value: v
        // configurable: true,
      });
    },
    configurable: true
  });
}
function objectClone(obj) {
  return Object.create(Object.getPrototypeOf(obj), Object.getOwnPropertyDescriptors(obj));
}
function assignProp(target, prop, value2) {
  Object.defineProperty(target, prop, {
    value: value2,
    writable: true,
    enumerable: true,
    configurable: true
  });
}
function rawShape(def) {
  const desc = Object.getOwnPropertyDescriptor(def, "shape");
  return desc?.get ? desc.get.raw : desc?.value;
}
function sourceShape(schema) {
  return rawShape(schema._zod.def) ?? schema._zod.def.shape;
}
function deferProp(target, key, getter) {
  Object.defineProperty(target, key, {
    get() {
      const value2 = getter();
      assignProp(this, key, value2);
      return value2;
    },
    enumerable: true,
    configurable: true
  });
}
function putProp(target, key, value2) {
  if (key in target)
    assignProp(target, key, value2);
  else
    target[key] = value2;
}
function mirrorShape(target, source, keys, wrap) {
  const raw = sourceShape(source);
  for (const key of keys) {
    const desc = Object.getOwnPropertyDescriptor(raw, key);
    if (!desc.enumerable)
      continue;
    if (desc.get) {
      deferProp(target, key, () => {
        const value2 = source._zod.def.shape[key];
        return wrap ? wrap(value2, key) : value2;
      });
    } else
      putProp(target, key, wrap ? wrap(desc.value, key) : desc.value);
  }
}
function mirrorProps(target, source) {
  for (const key of Reflect.ownKeys(source)) {
    const desc = Object.getOwnPropertyDescriptor(source, key);
    if (!desc.enumerable)
      continue;
    if (desc.get)
      deferProp(target, key, () => source[key]);
    else
      putProp(target, key, desc.value);
  }
}
function mergeDefs(...defs) {
  const mergedDescriptors = {};
  for (const def of defs) {
    const descriptors = Object.getOwnPropertyDescriptors(def);
    Object.assign(mergedDescriptors, descriptors);
  }
  return Object.defineProperties({}, mergedDescriptors);
}
function cloneDef(schema) {
  return mergeDefs(schema._zod.def);
}
function getElementAtPath(obj, path) {
  if (!path)
    return obj;
  return path.reduce((acc, key) => acc?.[key], obj);
}
function promiseAllObject(promisesObj) {
  const keys = Object.keys(promisesObj);
  const promises = keys.map((key) => promisesObj[key]);
  return Promise.all(promises).then((results) => {
    const resolvedObj = {};
    for (let i = 0; i < keys.length; i++) {
      resolvedObj[keys[i]] = results[i];
    }
    return resolvedObj;
  });
}
function randomString(length = 10) {
  const chars = "abcdefghijklmnopqrstuvwxyz";
  let str = "";
  for (let i = 0; i < length; i++) {
    str += chars[Math.floor(Math.random() * chars.length)];
  }
  return str;
}
function esc(str) {
  return JSON.stringify(str);
}
function slugify(input) {
  return input.toLowerCase().trim().replace(/[^\w\s-]/g, "").replace(/[\s_-]+/g, "-").replace(/^-+|-+$/g, "");
}
var captureStackTrace = "captureStackTrace" in Error ? Error.captureStackTrace : (..._args) => {
};
function isObject(data) {
  return typeof data === "object" && data !== null && !Array.isArray(data);
}
var allowsEval = /* @__PURE__ */ cached(() => {
  if (globalConfig.jitless) {
    return false;
  }
  if (typeof navigator !== "undefined" && navigator?.userAgent?.includes("Cloudflare")) {
    return false;
  }
  try {
    const F = Function;
    new F("");
    return true;
  } catch (_) {
    return false;
  }
});
function isPlainObject(o) {
  if (isObject(o) === false)
    return false;
  const ctor = o.constructor;
  if (ctor === void 0)
    return true;
  if (typeof ctor !== "function")
    return true;
  const prot = ctor.prototype;
  if (isObject(prot) === false)
    return false;
  if (Object.prototype.hasOwnProperty.call(prot, "isPrototypeOf") === false) {
    return false;
  }
  return true;
}
function shallowClone(o) {
  if (isPlainObject(o))
    return { ...o };
  if (Array.isArray(o))
    return [...o];
  if (o instanceof Map)
    return new Map(o);
  if (o instanceof Set)
    return new Set(o);
  return o;
}
function numKeys(data) {
  let keyCount = 0;
  for (const key in data) {
    if (Object.prototype.hasOwnProperty.call(data, key)) {
      keyCount++;
    }
  }
  return keyCount;
}
var getParsedType = (data) => {
  const t = typeof data;
  switch (t) {
    case "undefined":
      return "undefined";
    case "string":
      return "string";
    case "number":
      return Number.isNaN(data) ? "nan" : "number";
    case "boolean":
      return "boolean";
    case "function":
      return "function";
    case "bigint":
      return "bigint";
    case "symbol":
      return "symbol";
    case "object":
      if (Array.isArray(data)) {
        return "array";
      }
      if (data === null) {
        return "null";
      }
      if (data.then && typeof data.then === "function" && data.catch && typeof data.catch === "function") {
        return "promise";
      }
      if (typeof Map !== "undefined" && data instanceof Map) {
        return "map";
      }
      if (typeof Set !== "undefined" && data instanceof Set) {
        return "set";
      }
      if (typeof Date !== "undefined" && data instanceof Date) {
        return "date";
      }
      if (typeof File !== "undefined" && data instanceof File) {
        return "file";
      }
      return "object";
    default:
      throw new Error(`Unknown data type: ${t}`);
  }
};
var propertyKeyTypes = /* @__PURE__ */ new Set(["string", "number", "symbol"]);
var primitiveTypes = /* @__PURE__ */ new Set([
  "string",
  "number",
  "bigint",
  "boolean",
  "symbol",
  "undefined"
]);
function escapeRegex(str) {
  return str.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
function clone(inst, def, params) {
  const cl = new inst._zod.constr(def ?? inst._zod.def);
  if (!def || params?.parent)
    cl._zod.parent = inst;
  return cl;
}
function normalizeParams(_params) {
  const params = _params;
  if (!params)
    return {};
  if (typeof params === "string")
    return { error: () => params };
  if (params?.message !== void 0) {
    if (params?.error !== void 0)
      throw new Error("Cannot specify both `message` and `error` params");
    params.error = params.message;
  }
  delete params.message;
  if (typeof params.error === "string")
    return { ...params, error: () => params.error };
  return params;
}
function createTransparentProxy(getter) {
  let target;
  return new Proxy({}, {
    get(_, prop, receiver) {
      target ?? (target = getter());
      return Reflect.get(target, prop, receiver);
    },
    set(_, prop, value2, receiver) {
      target ?? (target = getter());
      return Reflect.set(target, prop, value2, receiver);
    },
    has(_, prop) {
      target ?? (target = getter());
      return Reflect.has(target, prop);
    },
    deleteProperty(_, prop) {
      target ?? (target = getter());
      return Reflect.deleteProperty(target, prop);
    },
    ownKeys(_) {
      target ?? (target = getter());
      return Reflect.ownKeys(target);
    },
    getOwnPropertyDescriptor(_, prop) {
      target ?? (target = getter());
      return Reflect.getOwnPropertyDescriptor(target, prop);
    },
    defineProperty(_, prop, descriptor) {
      target ?? (target = getter());
      return Reflect.defineProperty(target, prop, descriptor);
    }
  });
}
function stringifyPrimitive(value2) {
  if (typeof value2 === "bigint")
    return value2.toString() + "n";
  if (typeof value2 === "string")
    return `"${value2}"`;
  return `${value2}`;
}
function optionalKeys(shape) {
  return Object.keys(shape).filter((k) => {
    return shape[k]._zod.optin !== void 0 && shape[k]._zod.optout === "optional";
  });
}
var NUMBER_FORMAT_RANGES = /* @__PURE__ */ (() => ({
  safeint: [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
  int32: [-2147483648, 2147483647],
  uint32: [0, 4294967295],
  float32: [-34028234663852886e22, 34028234663852886e22],
  float64: [-Number.MAX_VALUE, Number.MAX_VALUE]
}))();
var BIGINT_FORMAT_RANGES = {
  int64: [/* @__PURE__ */ BigInt("-9223372036854775808"), /* @__PURE__ */ BigInt("9223372036854775807")],
  uint64: [/* @__PURE__ */ BigInt(0), /* @__PURE__ */ BigInt("18446744073709551615")]
};
function pick(schema, mask) {
  const currDef = schema._zod.def;
  const checks = currDef.checks;
  const hasChecks = checks && checks.length > 0;
  if (hasChecks) {
    throw new Error(".pick() cannot be used on object schemas containing refinements");
  }
  const newShape = {};
  mirrorShape(newShape, schema, maskedKeys(schema, mask));
  return clone(schema, mergeDefs(currDef, { shape: newShape, checks: [] }));
}
function maskedKeys(schema, mask) {
  const raw = sourceShape(schema);
  const keys = [];
  for (const key of Reflect.ownKeys(mask)) {
    if (!Object.getOwnPropertyDescriptor(raw, key)?.enumerable) {
      throw new Error(`Unrecognized key: "${String(key)}"`);
    }
    if (mask[key])
      keys.push(key);
  }
  return keys;
}
function omit(schema, mask) {
  const currDef = schema._zod.def;
  const checks = currDef.checks;
  const hasChecks = checks && checks.length > 0;
  if (hasChecks) {
    throw new Error(".omit() cannot be used on object schemas containing refinements");
  }
  const omitted = new Set(maskedKeys(schema, mask));
  const newShape = {};
  mirrorShape(newShape, schema, Reflect.ownKeys(sourceShape(schema)).filter((key) => !omitted.has(key)));
  return clone(schema, mergeDefs(currDef, { shape: newShape, checks: [] }));
}
function extend(schema, shape) {
  if (!isPlainObject(shape)) {
    throw new Error("Invalid input to extend: expected a plain object");
  }
  const checks = schema._zod.def.checks;
  const hasChecks = checks && checks.length > 0;
  if (hasChecks) {
    const existingShape = sourceShape(schema);
    for (const key of Reflect.ownKeys(shape)) {
      if (Object.getOwnPropertyDescriptor(existingShape, key) !== void 0) {
        throw new Error("Cannot overwrite keys on object schemas containing refinements. Use `.safeExtend()` instead.");
      }
    }
  }
  return clone(schema, mergeDefs(schema._zod.def, { shape: extended(schema, shape) }));
}
function extended(schema, shape) {
  const newShape = {};
  mirrorShape(newShape, schema, Reflect.ownKeys(sourceShape(schema)));
  mirrorProps(newShape, shape);
  return newShape;
}
function safeExtend(schema, shape) {
  if (!isPlainObject(shape)) {
    throw new Error("Invalid input to safeExtend: expected a plain object");
  }
  return clone(schema, mergeDefs(schema._zod.def, { shape: extended(schema, shape) }));
}
function merge(a, b) {
  if (!b?._zod?.def) {
    throw new Error("Invalid input to merge: expected an object schema. To merge a plain shape, use `.extend()`.");
  }
  if (a._zod.def.checks?.length) {
    throw new Error(".merge() cannot be used on object schemas containing refinements. Use .safeExtend() instead.");
  }
  const newShape = {};
  mirrorShape(newShape, a, Reflect.ownKeys(sourceShape(a)));
  mirrorShape(newShape, b, Reflect.ownKeys(sourceShape(b)));
  const def = mergeDefs(a._zod.def, {
    shape: newShape,
    get catchall() {
      return b._zod.def.catchall;
    },
    checks: b._zod.def.checks ?? []
  });
  return clone(a, def);
}
function partial(Class2, schema, mask, name2 = "partial") {
  const currDef = schema._zod.def;
  const checks = currDef.checks;
  const hasChecks = checks && checks.length > 0;
  if (hasChecks) {
    throw new Error(`.${name2}() cannot be used on object schemas containing refinements`);
  }
  const selected = mask ? new Set(maskedKeys(schema, mask)) : void 0;
  const newShape = {};
  mirrorShape(newShape, schema, Reflect.ownKeys(sourceShape(schema)), Class2 && ((value2, key) => selected && !selected.has(key) ? value2 : new Class2({ type: "optional", innerType: value2 })));
  return clone(schema, mergeDefs(schema._zod.def, { shape: newShape, checks: [] }));
}
function required(Class2, schema, mask) {
  const selected = mask ? new Set(maskedKeys(schema, mask)) : void 0;
  const newShape = {};
  mirrorShape(newShape, schema, Reflect.ownKeys(sourceShape(schema)), (value2, key) => (
    // overwrite with non-optional
    selected && !selected.has(key) ? value2 : new Class2({ type: "nonoptional", innerType: value2 })
  ));
  return clone(schema, mergeDefs(schema._zod.def, { shape: newShape }));
}
function aborted(x, startIndex = 0) {
  if (x.aborted === true)
    return true;
  for (let i = startIndex; i < x.issues.length; i++) {
    if (x.issues[i]?.continue !== true) {
      return true;
    }
  }
  return false;
}
function explicitlyAborted(x, startIndex = 0) {
  if (x.aborted === true)
    return true;
  for (let i = startIndex; i < x.issues.length; i++) {
    if (x.issues[i]?.continue === false) {
      return true;
    }
  }
  return false;
}
function prefixIssues(path, issues) {
  return issues.map((iss) => {
    var _a3;
    (_a3 = iss).path ?? (_a3.path = []);
    iss.path.unshift(path);
    return iss;
  });
}
function unwrapMessage(message) {
  return typeof message === "string" ? message : message?.message;
}
function sizeCaps(defChecks) {
  const caps = [];
  for (const ch of defChecks ?? []) {
    const d = ch._zod.def;
    if (!/_(length|size)$|_equals$/.test(d.check))
      break;
    const max = d.maximum ?? d.length ?? d.size;
    if (max >= 0)
      caps.push([max, ch]);
  }
  return caps;
}
function attachSchema(issues, start, inst) {
  var _a3;
  for (let i = start; i < issues.length; i++) {
    (_a3 = issues[i]).schema ?? (_a3.schema = inst);
  }
}
function finalizeIssue(iss, ctx, config2) {
  var _a3;
  const traits = iss.inst?._zod?.traits;
  if (traits?.has("$ZodType")) {
    if (traits.has("$ZodCheck"))
      (_a3 = iss).schema ?? (_a3.schema = iss.inst);
    else
      iss.schema = iss.inst;
  }
  const schemaError = iss.schema !== iss.inst ? iss.schema?._zod.def?.error : void 0;
  const message = iss.message ? iss.message : unwrapMessage(iss.inst?._zod.def?.error?.(iss)) ?? unwrapMessage(schemaError?.(iss)) ?? unwrapMessage(ctx?.error?.(iss)) ?? unwrapMessage(config2.customError?.(iss)) ?? unwrapMessage(config2.localeError?.(iss)) ?? "Invalid input";
  const full = {};
  for (const k of Object.keys(iss)) {
    if (k === "inst" || k === "schema" || k === "continue" || k === "input" || k === "__proto__")
      continue;
    full[k] = iss[k];
  }
  full.path ?? (full.path = []);
  full.message = message;
  if (ctx?.reportInput) {
    full.input = iss.input;
  }
  return full;
}
function getSizableOrigin(input) {
  if (input instanceof Set)
    return "set";
  if (input instanceof Map)
    return "map";
  if (input instanceof File)
    return "file";
  return "unknown";
}
var highSurrogate = /[\uD800-\uDBFF]/;
function codePointLength(str) {
  const units2 = str.length;
  if (!highSurrogate.test(str))
    return units2;
  let count = units2;
  for (let i = 0; i < units2 - 1; i++) {
    if ((str.charCodeAt(i) & 64512) === 55296 && (str.charCodeAt(i + 1) & 64512) === 56320) {
      count--;
      i++;
    }
  }
  return count;
}
function getLengthableOrigin(input) {
  if (Array.isArray(input))
    return "array";
  if (typeof input === "string")
    return "string";
  return "unknown";
}
function parsedType(data) {
  const t = typeof data;
  switch (t) {
    case "number": {
      return Number.isNaN(data) ? "nan" : "number";
    }
    case "object": {
      if (data === null) {
        return "null";
      }
      if (Array.isArray(data)) {
        return "array";
      }
      const obj = data;
      if (obj && Object.getPrototypeOf(obj) !== Object.prototype && "constructor" in obj && obj.constructor) {
        return obj.constructor.name;
      }
    }
  }
  return t;
}
function issue(...args) {
  const [iss, input, inst] = args;
  if (typeof iss === "string") {
    return {
      message: iss,
      code: "custom",
      input,
      inst
    };
  }
  return { ...iss };
}
function cleanEnum(obj) {
  return Object.entries(obj).filter(([k, _]) => {
    return Number.isNaN(Number.parseInt(k, 10));
  }).map((el) => el[1]);
}
function base64ToUint8Array(base642) {
  const binaryString = atob(base642);
  const bytes = new Uint8Array(binaryString.length);
  for (let i = 0; i < binaryString.length; i++) {
    bytes[i] = binaryString.charCodeAt(i);
  }
  return bytes;
}
function uint8ArrayToBase64(bytes) {
  let binaryString = "";
  for (let i = 0; i < bytes.length; i++) {
    binaryString += String.fromCharCode(bytes[i]);
  }
  return btoa(binaryString);
}
function base64urlToUint8Array(base64url2) {
  const base642 = base64url2.replace(/-/g, "+").replace(/_/g, "/");
  const padding = "=".repeat((4 - base642.length % 4) % 4);
  return base64ToUint8Array(base642 + padding);
}
function uint8ArrayToBase64url(bytes) {
  return uint8ArrayToBase64(bytes).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");
}
function hexToUint8Array(hex) {
  const cleanHex = hex.replace(/^0x/, "");
  if (cleanHex.length % 2 !== 0) {
    throw new Error("Invalid hex string length");
  }
  const bytes = new Uint8Array(cleanHex.length / 2);
  for (let i = 0; i < cleanHex.length; i += 2) {
    bytes[i / 2] = Number.parseInt(cleanHex.slice(i, i + 2), 16);
  }
  return bytes;
}
function uint8ArrayToHex(bytes) {
  return Array.from(bytes).map((b) => b.toString(16).padStart(2, "0")).join("");
}
var Class = class {
  constructor(..._args) {
  }
};
function members(proto, table) {
  for (const key in table) {
    const desc = Object.getOwnPropertyDescriptor(table, key);
    if (desc.get)
      Object.defineProperty(proto, key, { ...desc, enumerable: false });
    else
      defineBound(proto, key, desc.value);
  }
}
function own(inst, key, value2, enumerable = true) {
  Object.defineProperty(inst, key, { configurable: true, writable: true, enumerable, value: value2 });
  return value2;
}
function hide(inst, key, value2) {
  return own(inst, key, value2, false);
}
// @__NO_SIDE_EFFECTS__
function derived(computes, table) {
  for (const key in computes) {
    const compute = computes[key];
    Object.defineProperty(table, key, {
      configurable: true,
      enumerable: true,
      get() {
        return own(this, key, compute(this));
      },
      set(value2) {
        own(this, key, value2);
      }
    });
  }
  return table;
}
function defineBound(proto, key, fn) {
  Object.defineProperty(proto, key, {
    configurable: true,
    get() {
      return this == null ? fn : own(this, key, fn.bind(this));
    },
    set(value2) {
      own(this, key, value2);
    }
  });
}
function claim(inst, sentinel) {
  const proto = Object.getPrototypeOf(inst);
  return sentinel in proto ? void 0 : proto;
}
var installing;
var broke = false;
var breaker = {
  configurable: true,
  get() {
    broke = true;
    return void 0;
  }
};
function defineLazyInternal(inst, key, compute) {
  const proto = Object.getPrototypeOf(inst._zod);
  if (key in proto && installing !== inst._zod) {
    installing = void 0;
    return;
  }
  installing = inst._zod;
  Object.defineProperty(proto, key, {
    configurable: true,
    get() {
      Object.defineProperty(this, key, breaker);
      const outer = broke;
      broke = false;
      try {
        const value2 = compute(this);
        if (broke)
          delete this[key];
        else
          Object.defineProperty(this, key, { configurable: true, writable: true, value: value2 });
        broke = broke || outer;
        return value2;
      } catch (err) {
        delete this[key];
        broke = broke || outer;
        throw err;
      }
    },
    set(value2) {
      Object.defineProperty(this, key, { configurable: true, writable: true, value: value2 });
    }
  });
}
function installLazyProp(inst, key, make, enumerable) {
  const proto = claim(inst, key);
  if (!proto)
    return;
  Object.defineProperty(proto, key, {
    configurable: true,
    get() {
      const desc = { configurable: true, writable: true, enumerable, value: void 0 };
      Object.defineProperty(this, key, desc);
      desc.value = make(this);
      Object.defineProperty(this, key, desc);
      return desc.value;
    },
    set(value2) {
      Object.defineProperty(this, key, { configurable: true, writable: true, enumerable, value: value2 });
    }
  });
}
var CONSTANT_CATCH = "~constantCatch";
function constantCatch(value2) {
  const fn = () => value2;
  fn[CONSTANT_CATCH] = true;
  return fn;
}

// node_modules/zod/v4/core/core.js
var _a;
var _zodDesc = { value: void 0, enumerable: false };
var _E = "captureStackTrace" in Error ? Error : null;
function newError(Definition) {
  const E = _E;
  if (E) {
    const saved = E.stackTraceLimit;
    if (typeof saved === "number") {
      try {
        E.stackTraceLimit = 0;
      } catch {
        _E = null;
        return new Definition();
      }
      try {
        return new Definition();
      } finally {
        E.stackTraceLimit = saved;
      }
    }
  }
  return new Definition();
}
// @__NO_SIDE_EFFECTS__
function $constructor(name2, initializer3, proto, params) {
  const zodProto = {};
  function Internals(def) {
    this.def = def;
    this.constr = _;
    this.traits = /* @__PURE__ */ new Set();
  }
  Internals.prototype = zodProto;
  const protoMembers = proto;
  const initialized = protoMembers && /* @__PURE__ */ new WeakSet();
  function init(inst, def) {
    if (!inst._zod) {
      _zodDesc.value = new Internals(def);
      try {
        Object.defineProperty(inst, "_zod", _zodDesc);
      } finally {
        _zodDesc.value = void 0;
      }
    } else if (inst._zod.traits.has(name2)) {
      return;
    }
    inst._zod.traits.add(name2);
    initializer3(inst, def);
    if (initialized) {
      const own2 = Object.getPrototypeOf(inst);
      const ctorProto = inst._zod.constr.prototype;
      let up = own2;
      while (up && up !== ctorProto)
        up = Object.getPrototypeOf(up);
      const target = up ?? own2;
      if (!initialized.has(target)) {
        initialized.add(target);
        members(target, protoMembers);
      }
    }
    const proto2 = _.prototype;
    for (const k in proto2) {
      if (!Object.prototype.hasOwnProperty.call(proto2, k))
        continue;
      if (!(k in inst)) {
        inst[k] = proto2[k].bind(inst);
      }
    }
  }
  const Parent = params?.Parent ?? Object;
  class Definition extends Parent {
  }
  Object.defineProperty(Definition, "name", { value: name2 });
  function _(def) {
    const inst = params?.Parent ? newError(Definition) : this;
    init(inst, def);
    const deferred = inst._zod.deferred;
    if (deferred) {
      for (const fn of deferred) {
        fn();
      }
      inst._zod.deferred = void 0;
    }
    const pp = globalThis.__zod_globalConfig?.postProcessor;
    if (pp)
      pp(inst);
    return inst;
  }
  Object.defineProperty(_, "init", { value: init });
  Object.defineProperty(_, Symbol.hasInstance, {
    value: (inst) => {
      if (params?.Parent && inst instanceof params.Parent)
        return true;
      return inst?._zod?.traits?.has(name2);
    }
  });
  Object.defineProperty(_, "name", { value: name2 });
  return _;
}
var $ZodAsyncError = class extends Error {
  constructor() {
    super(`Encountered Promise during synchronous parse. Use .parseAsync() instead.`);
  }
};
var $ZodEncodeError = class extends Error {
  constructor(name2) {
    super(`Encountered unidirectional transform during encode: ${name2}`);
    this.name = "ZodEncodeError";
  }
};
(_a = globalThis).__zod_globalConfig ?? (_a.__zod_globalConfig = {});
var globalConfig = globalThis.__zod_globalConfig;
function config(newConfig) {
  if (newConfig)
    Object.assign(globalConfig, newConfig);
  return globalConfig;
}

// node_modules/zod/v4/core/errors.js
function _getMessage() {
  const internals = this._zod;
  internals.message ?? (internals.message = JSON.stringify(internals.def, jsonStringifyReplacer, 2));
  return internals.message;
}
function _setMessage(value2) {
  this._zod.message = value2;
}
var _messageDesc = {
  get: _getMessage,
  set: _setMessage,
  enumerable: true,
  configurable: true
};
var _issuesDesc = { value: void 0, enumerable: false };
var _installedToString = /* @__PURE__ */ new WeakSet([Object.prototype, Error.prototype]);
var initializer = (inst, def) => {
  inst.name = "$ZodError";
  _issuesDesc.value = def;
  Object.defineProperty(inst, "issues", _issuesDesc);
  _issuesDesc.value = void 0;
  Object.defineProperty(inst, "message", _messageDesc);
  const proto = Object.getPrototypeOf(inst);
  if (!_installedToString.has(proto)) {
    _installedToString.add(proto);
    Object.defineProperty(proto, "toString", {
      configurable: true,
      enumerable: false,
      get() {
        const value2 = () => this.message;
        Object.defineProperty(this, "toString", { value: value2, configurable: true, writable: true });
        return value2;
      },
      set(value2) {
        Object.defineProperty(this, "toString", { value: value2, configurable: true, writable: true });
      }
    });
  }
};
var $ZodError = $constructor("$ZodError", initializer);
var $ZodRealError = $constructor("$ZodError", initializer, void 0, {
  Parent: Error
});
function node(obj, key, make) {
  if (!Object.prototype.hasOwnProperty.call(obj, key)) {
    if (key === "__proto__") {
      Object.defineProperty(obj, key, { value: make(), writable: true, enumerable: true, configurable: true });
    } else {
      obj[key] = make();
    }
  }
  return obj[key];
}
function flattenError(error2, mapper = (issue2) => issue2.message) {
  const fieldErrors = {};
  const formErrors = [];
  for (const sub of error2.issues) {
    if (sub.path.length > 0) {
      node(fieldErrors, sub.path[0], () => []).push(mapper(sub));
    } else {
      formErrors.push(mapper(sub));
    }
  }
  return { formErrors, fieldErrors };
}
function formatError(error2, mapper = (issue2) => issue2.message) {
  const fieldErrors = { _errors: [] };
  const processError = (error3, path = []) => {
    for (const issue2 of error3.issues) {
      if (issue2.code === "invalid_union" && issue2.errors.length) {
        issue2.errors.map((issues) => processError({ issues }, [...path, ...issue2.path]));
      } else if (issue2.code === "invalid_key") {
        processError({ issues: issue2.issues }, [...path, ...issue2.path]);
      } else if (issue2.code === "invalid_element") {
        processError({ issues: issue2.issues }, [...path, ...issue2.path]);
      } else {
        const fullpath = [...path, ...issue2.path];
        if (fullpath.length === 0) {
          fieldErrors._errors.push(mapper(issue2));
        } else {
          let curr = fieldErrors;
          let i = 0;
          while (i < fullpath.length) {
            const el = fullpath[i];
            const terminal = i === fullpath.length - 1;
            if (el === "_errors") {
              if (terminal)
                curr._errors.push(mapper(issue2));
              i++;
              continue;
            }
            if (!Object.prototype.hasOwnProperty.call(curr, el)) {
              Object.defineProperty(curr, el, {
                value: { _errors: [] },
                enumerable: true,
                writable: true,
                configurable: true
              });
            }
            const node2 = curr[el];
            if (terminal) {
              node2._errors.push(mapper(issue2));
            }
            curr = node2;
            i++;
          }
        }
      }
    }
  };
  processError(error2);
  return fieldErrors;
}

// node_modules/zod/v4/core/parse.js
function finalizeParams(callee, params) {
  return { callee: params?.callee ?? callee, Err: params?.Err };
}
var _parse = (_Err) => {
  const fn = (schema, value2, _ctx, _params) => {
    const ctx = _ctx ? { ..._ctx, async: false } : { async: false };
    const result = schema._zod.run({ value: value2, issues: [] }, ctx);
    if (result instanceof Promise) {
      throw new $ZodAsyncError();
    }
    if (result.issues.length) {
      const e = new (_params?.Err ?? _Err)(result.issues.map((iss) => finalizeIssue(iss, ctx, config())));
      captureStackTrace(e, _params?.callee ?? fn);
      throw e;
    }
    return result.value;
  };
  return fn;
};
var _parseAsync = (_Err) => {
  const fn = async (schema, value2, _ctx, params) => {
    const ctx = _ctx ? { ..._ctx, async: true } : { async: true };
    let result = schema._zod.run({ value: value2, issues: [] }, ctx);
    if (result instanceof Promise)
      result = await result;
    if (result.issues.length) {
      const e = new (params?.Err ?? _Err)(result.issues.map((iss) => finalizeIssue(iss, ctx, config())));
      captureStackTrace(e, params?.callee ?? fn);
      throw e;
    }
    return result.value;
  };
  return fn;
};
var _safeParse = (_Err) => (schema, value2, _ctx) => {
  const ctx = _ctx ? { ..._ctx, async: false } : { async: false };
  const result = schema._zod.run({ value: value2, issues: [] }, ctx);
  if (result instanceof Promise) {
    throw new $ZodAsyncError();
  }
  return result.issues.length ? failure(_Err, result.issues, ctx) : { success: true, data: result.value };
};
function failure(Err, issues, ctx) {
  let error2;
  return {
    success: false,
    get error() {
      if (!error2) {
        error2 = new Err(issues.map((iss) => finalizeIssue(iss, ctx, config())));
        issues = void 0;
        ctx = void 0;
      }
      return error2;
    },
    set error(e) {
      error2 = e;
      issues = void 0;
      ctx = void 0;
    }
  };
}
var _safeParseAsync = (_Err) => async (schema, value2, _ctx) => {
  const ctx = _ctx ? { ..._ctx, async: true } : { async: true };
  let result = schema._zod.run({ value: value2, issues: [] }, ctx);
  if (result instanceof Promise)
    result = await result;
  return result.issues.length ? failure(_Err, result.issues, ctx) : { success: true, data: result.value };
};
var COMPILE_INVALID = /* @__PURE__ */ Symbol.for("zod.compile.invalid");
var COMPILE_FALLBACK = /* @__PURE__ */ Symbol.for("zod.compile.fallback");
var validate = ((schema, value2, _ctx) => {
  const validator = schema._zod.bag.validator;
  if (validator !== void 0) {
    if (validator(value2) !== COMPILE_INVALID)
      return true;
    if (validator.definite === true && _ctx === void 0)
      return false;
  }
  return validateFallback(schema, value2, _ctx);
});
function validateFallback(schema, value2, _ctx) {
  const ctx = _ctx ? { ..._ctx, async: false, abortEarly: true } : { async: false, abortEarly: true };
  const fallbackRun = schema._zod.bag.fallbackRun;
  let result;
  if (fallbackRun) {
    ctx[COMPILE_FALLBACK] = true;
    result = fallbackRun({ value: value2, issues: [] }, ctx);
  } else {
    result = schema._zod.run({ value: value2, issues: [] }, ctx);
  }
  if (result instanceof Promise) {
    throw new $ZodAsyncError();
  }
  return result.issues.length === 0;
}
var validateAsync = async (schema, value2, _ctx) => {
  const ctx = _ctx ? { ..._ctx, async: true, abortEarly: true } : { async: true, abortEarly: true };
  let result = schema._zod.run({ value: value2, issues: [] }, ctx);
  if (result instanceof Promise)
    result = await result;
  return result.issues.length === 0;
};
var _encode = (_Err) => {
  const parse2 = _parse(_Err);
  const fn = (schema, value2, _ctx, _params) => {
    const ctx = _ctx ? { ..._ctx, direction: "backward" } : { direction: "backward" };
    return parse2(schema, value2, ctx, finalizeParams(fn, _params));
  };
  return fn;
};
var _decode = (_Err) => {
  const parse2 = _parse(_Err);
  const fn = (schema, value2, _ctx, _params) => {
    return parse2(schema, value2, _ctx, finalizeParams(fn, _params));
  };
  return fn;
};
var _encodeAsync = (_Err) => {
  const parseAsync2 = _parseAsync(_Err);
  const fn = async (schema, value2, _ctx, _params) => {
    const ctx = _ctx ? { ..._ctx, direction: "backward" } : { direction: "backward" };
    return await parseAsync2(schema, value2, ctx, finalizeParams(fn, _params));
  };
  return fn;
};
var _decodeAsync = (_Err) => {
  const parseAsync2 = _parseAsync(_Err);
  const fn = async (schema, value2, _ctx, _params) => {
    return await parseAsync2(schema, value2, _ctx, finalizeParams(fn, _params));
  };
  return fn;
};
var _safeEncode = (_Err) => (schema, value2, _ctx) => {
  const ctx = _ctx ? { ..._ctx, direction: "backward" } : { direction: "backward" };
  return _safeParse(_Err)(schema, value2, ctx);
};
var _safeDecode = (_Err) => (schema, value2, _ctx) => {
  return _safeParse(_Err)(schema, value2, _ctx);
};
var _safeEncodeAsync = (_Err) => async (schema, value2, _ctx) => {
  const ctx = _ctx ? { ..._ctx, direction: "backward" } : { direction: "backward" };
  return _safeParseAsync(_Err)(schema, value2, ctx);
};
var _safeDecodeAsync = (_Err) => async (schema, value2, _ctx) => {
  return _safeParseAsync(_Err)(schema, value2, _ctx);
};

// node_modules/zod/v4/core/regexes.js
var cuid = /^[cC][0-9a-z]{6,}$/;
var cuid2 = /^[0-9a-z]+$/;
var ulid = /^[0-7][0-9A-HJKMNP-TV-Za-hjkmnp-tv-z]{25}$/;
var xid = /^[0-9a-vA-V]{20}$/;
var ksuid = /^[A-Za-z0-9]{27}$/;
var nanoid = /^[a-zA-Z0-9_-]{21}$/;
function nanoidOfLength(length) {
  return new RegExp(`^[a-zA-Z0-9_-]{${length}}$`);
}
var duration = /^P(?:(\d+W)|(?!.*W)(?=\d|T\d)(\d+Y)?(\d+M)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+([.,]\d+)?S)?)?)$/;
var guid = /^([0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})$/;
var uuid = (version2) => {
  if (!version2)
    return /^([0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[1-8][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}|00000000-0000-0000-0000-000000000000|ffffffff-ffff-ffff-ffff-ffffffffffff)$/;
  return new RegExp(`^([0-9a-fA-F]{8}-[0-9a-fA-F]{4}-${version2}[0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12})$`);
};
var email = /^(?:[A-Za-z0-9_'+\-]+\.)*[A-Za-z0-9_'+\-]*[A-Za-z0-9_+-]@(?:[A-Za-z0-9][A-Za-z0-9\-]*\.)+[A-Za-z]{2,}$/;
var _emoji = `^(?=[\\s\\S]*[\\p{Extended_Pictographic}\\p{Regional_Indicator}\\u20E3])[\\p{Extended_Pictographic}\\p{Emoji_Component}]+$`;
function emoji() {
  return new RegExp(_emoji, "u");
}
var ipv4 = /^(?:(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9][0-9]|[0-9])\.){3}(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9][0-9]|[0-9])$/;
var ipv6 = /^(([0-9a-fA-F]{1,4}:){7}[0-9a-fA-F]{1,4}|([0-9a-fA-F]{1,4}:){1,7}:|([0-9a-fA-F]{1,4}:){1,6}:[0-9a-fA-F]{1,4}|([0-9a-fA-F]{1,4}:){1,5}(:[0-9a-fA-F]{1,4}){1,2}|([0-9a-fA-F]{1,4}:){1,4}(:[0-9a-fA-F]{1,4}){1,3}|([0-9a-fA-F]{1,4}:){1,3}(:[0-9a-fA-F]{1,4}){1,4}|([0-9a-fA-F]{1,4}:){1,2}(:[0-9a-fA-F]{1,4}){1,5}|[0-9a-fA-F]{1,4}:((:[0-9a-fA-F]{1,4}){1,6})|:((:[0-9a-fA-F]{1,4}){1,7}|:))$/;
var cidrv4 = /^((25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9][0-9]|[0-9])\.){3}(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9][0-9]|[0-9])\/([0-9]|[1-2][0-9]|3[0-2])$/;
var cidrv6 = /^(([0-9a-fA-F]{1,4}:){7}[0-9a-fA-F]{1,4}|([0-9a-fA-F]{1,4}:){1,7}:|([0-9a-fA-F]{1,4}:){1,6}:[0-9a-fA-F]{1,4}|([0-9a-fA-F]{1,4}:){1,5}(:[0-9a-fA-F]{1,4}){1,2}|([0-9a-fA-F]{1,4}:){1,4}(:[0-9a-fA-F]{1,4}){1,3}|([0-9a-fA-F]{1,4}:){1,3}(:[0-9a-fA-F]{1,4}){1,4}|([0-9a-fA-F]{1,4}:){1,2}(:[0-9a-fA-F]{1,4}){1,5}|[0-9a-fA-F]{1,4}:((:[0-9a-fA-F]{1,4}){1,6})|:((:[0-9a-fA-F]{1,4}){1,7}|:))\/(12[0-8]|1[01][0-9]|[1-9]?[0-9])$/;
var base64 = /^$|^(?:[0-9a-zA-Z+/]{4})*(?:(?:[0-9a-zA-Z+/]{2}==)|(?:[0-9a-zA-Z+/]{3}=))?$/;
var base64url = /^(?:[A-Za-z0-9_-]{4})*(?:[A-Za-z0-9_-]{2,3})?$/;
var httpProtocol = /^https?$/;
var e164 = /^\+[1-9]\d{6,14}$/;
var dateSource = `(?:(?:\\d\\d[2468][048]|\\d\\d[13579][26]|\\d\\d0[48]|[02468][048]00|[13579][26]00)-02-29|\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|(?:02)-(?:0[1-9]|1\\d|2[0-8])))`;
function anchor(source) {
  return new RegExp(`^${source}$`);
}
var date = /* @__PURE__ */ anchor(dateSource);
function timeSource(args) {
  const hhmm = `(?:[01]\\d|2[0-3]):[0-5]\\d`;
  const regex = typeof args.precision === "number" ? args.precision === -1 ? `${hhmm}` : args.precision === 0 ? `${hhmm}:[0-5]\\d` : `${hhmm}:[0-5]\\d\\.\\d{${args.precision}}` : args.seconds ? `${hhmm}:[0-5]\\d(?:\\.\\d+)?` : `${hhmm}(?::[0-5]\\d(?:\\.\\d+)?)?`;
  return regex;
}
function time(args) {
  return new RegExp(`^${timeSource(args)}$`);
}
function datetime(args) {
  const opts = ["Z"];
  if (args.offset)
    opts.push(`([+-](?:[01]\\d|2[0-3]):[0-5]\\d)`);
  const qualified = `${timeSource({ precision: args.precision, seconds: true })}(?:${opts.join("|")})`;
  const timeRegex = args.local ? `${qualified}|${timeSource({ precision: args.precision })}` : qualified;
  return new RegExp(`^${dateSource}T(?:${timeRegex})$`);
}
var anyString = /^[\s\S]{0,}$/;
var number = /^-?\d+(?:\.\d+)?$/;
var lowercase = /^[^A-Z]*$/;
var uppercase = /^[^a-z]*$/;

// node_modules/zod/v4/core/checks.js
var $ZodCheck = /* @__PURE__ */ $constructor("$ZodCheck", (inst, def) => {
  var _a3;
  inst._zod ?? (inst._zod = {});
  inst._zod.def = def;
  (_a3 = inst._zod).onattach ?? (_a3.onattach = []);
});
var _whenHasLength = (payload) => {
  const val = payload.value;
  return !nullish(val) && val.length !== void 0;
};
var numericOriginMap = {
  number: "number",
  bigint: "bigint",
  object: "date"
};
var $ZodCheckLessThan = /* @__PURE__ */ $constructor("$ZodCheckLessThan", (inst, def) => {
  $ZodCheck.init(inst, def);
  const origin = numericOriginMap[typeof def.value];
  inst._zod.check = (payload) => {
    if (def.inclusive ? payload.value <= def.value : payload.value < def.value) {
      return;
    }
    payload.issues.push({
      origin: numericOriginMap[typeof payload.value] ?? origin,
      code: "too_big",
      maximum: typeof def.value === "object" ? def.value.getTime() : def.value,
      input: payload.value,
      inclusive: def.inclusive,
      inst,
      continue: !def.abort
    });
  };
});
var $ZodCheckGreaterThan = /* @__PURE__ */ $constructor("$ZodCheckGreaterThan", (inst, def) => {
  $ZodCheck.init(inst, def);
  const origin = numericOriginMap[typeof def.value];
  inst._zod.check = (payload) => {
    if (def.inclusive ? payload.value >= def.value : payload.value > def.value) {
      return;
    }
    payload.issues.push({
      origin: numericOriginMap[typeof payload.value] ?? origin,
      code: "too_small",
      minimum: typeof def.value === "object" ? def.value.getTime() : def.value,
      input: payload.value,
      inclusive: def.inclusive,
      inst,
      continue: !def.abort
    });
  };
});
var $ZodCheckMultipleOf = /* @__PURE__ */ $constructor("$ZodCheckMultipleOf", (inst, def) => {
  $ZodCheck.init(inst, def);
  inst._zod.check = (payload) => {
    if (typeof payload.value !== typeof def.value)
      throw new Error("Cannot mix number and bigint in multiple_of check.");
    const isMultiple = typeof payload.value === "bigint" ? (
      // `value % 0n` throws, and nothing is a multiple of zero — the number branch already fails this way via NaN
      def.value !== BigInt(0) && payload.value % def.value === BigInt(0)
    ) : floatSafeRemainder(payload.value, def.value) === 0;
    if (isMultiple)
      return;
    payload.issues.push({
      origin: typeof payload.value,
      code: "not_multiple_of",
      divisor: def.value,
      input: payload.value,
      inst,
      continue: !def.abort
    });
  };
});
var $ZodCheckNumberFormat = /* @__PURE__ */ $constructor("$ZodCheckNumberFormat", (inst, def) => {
  $ZodCheck.init(inst, def);
  def.format = def.format || "float64";
  const isInt = def.format?.includes("int");
  const origin = isInt ? "int" : "number";
  const [minimum, maximum] = NUMBER_FORMAT_RANGES[def.format];
  inst._zod.check = (payload) => {
    const input = payload.value;
    if (isInt) {
      if (!Number.isInteger(input)) {
        payload.issues.push({
          expected: origin,
          format: def.format,
          code: "invalid_type",
          continue: false,
          input,
          inst
        });
        return;
      }
      if (!Number.isSafeInteger(input)) {
        if (input > 0) {
          payload.issues.push({
            input,
            code: "too_big",
            maximum: Number.MAX_SAFE_INTEGER,
            note: "Integers must be within the safe integer range.",
            inst,
            origin,
            inclusive: true,
            continue: !def.abort
          });
        } else {
          payload.issues.push({
            input,
            code: "too_small",
            minimum: Number.MIN_SAFE_INTEGER,
            note: "Integers must be within the safe integer range.",
            inst,
            origin,
            inclusive: true,
            continue: !def.abort
          });
        }
        return;
      }
    }
    if (input < minimum) {
      payload.issues.push({
        origin: "number",
        input,
        code: "too_small",
        minimum,
        inclusive: true,
        inst,
        continue: !def.abort
      });
    }
    if (input > maximum) {
      payload.issues.push({
        origin: "number",
        input,
        code: "too_big",
        maximum,
        inclusive: true,
        inst,
        continue: !def.abort
      });
    }
  };
});
var $ZodCheckMaxLength = /* @__PURE__ */ $constructor("$ZodCheckMaxLength", (inst, def) => {
  var _a3;
  $ZodCheck.init(inst, def);
  (_a3 = inst._zod.def).when ?? (_a3.when = _whenHasLength);
  inst._zod.check = (payload) => {
    const input = payload.value;
    const units2 = input.length;
    const length = typeof input === "string" && units2 > def.maximum ? codePointLength(input) : units2;
    if (length <= def.maximum)
      return;
    const origin = getLengthableOrigin(input);
    payload.issues.push({
      origin,
      code: "too_big",
      maximum: def.maximum,
      inclusive: true,
      input,
      inst,
      continue: !def.abort
    });
  };
});
var $ZodCheckMinLength = /* @__PURE__ */ $constructor("$ZodCheckMinLength", (inst, def) => {
  var _a3;
  $ZodCheck.init(inst, def);
  (_a3 = inst._zod.def).when ?? (_a3.when = _whenHasLength);
  inst._zod.check = (payload) => {
    const input = payload.value;
    const units2 = input.length;
    const length = typeof input === "string" && units2 >= def.minimum && units2 < def.minimum * 2 ? codePointLength(input) : units2;
    if (length >= def.minimum)
      return;
    const origin = getLengthableOrigin(input);
    payload.issues.push({
      origin,
      code: "too_small",
      minimum: def.minimum,
      inclusive: true,
      input,
      inst,
      continue: !def.abort
    });
  };
});
var $ZodCheckLengthEquals = /* @__PURE__ */ $constructor("$ZodCheckLengthEquals", (inst, def) => {
  var _a3;
  $ZodCheck.init(inst, def);
  (_a3 = inst._zod.def).when ?? (_a3.when = _whenHasLength);
  inst._zod.check = (payload) => {
    const input = payload.value;
    const units2 = input.length;
    const length = typeof input === "string" && units2 >= def.length && units2 <= def.length * 2 ? codePointLength(input) : units2;
    if (length === def.length)
      return;
    const origin = getLengthableOrigin(input);
    const tooBig = length > def.length;
    payload.issues.push({
      origin,
      ...tooBig ? { code: "too_big", maximum: def.length } : { code: "too_small", minimum: def.length },
      inclusive: true,
      exact: true,
      input: payload.value,
      inst,
      continue: !def.abort
    });
  };
});
var $ZodCheckStringFormat = /* @__PURE__ */ $constructor("$ZodCheckStringFormat", (inst, def) => {
  var _a3, _b;
  $ZodCheck.init(inst, def);
  if (def.pattern)
    (_a3 = inst._zod).check ?? (_a3.check = (payload) => {
      def.pattern.lastIndex = 0;
      if (def.pattern.test(payload.value))
        return;
      payload.issues.push({
        origin: "string",
        code: "invalid_format",
        format: def.format,
        input: payload.value,
        ...def.pattern ? { pattern: def.pattern.toString() } : {},
        inst,
        continue: !def.abort
      });
    });
  else
    (_b = inst._zod).check ?? (_b.check = () => {
    });
});
var $ZodCheckRegex = /* @__PURE__ */ $constructor("$ZodCheckRegex", (inst, def) => {
  $ZodCheckStringFormat.init(inst, def);
  inst._zod.check = (payload) => {
    def.pattern.lastIndex = 0;
    if (def.pattern.test(payload.value))
      return;
    payload.issues.push({
      origin: "string",
      code: "invalid_format",
      format: "regex",
      input: payload.value,
      pattern: def.pattern.toString(),
      inst,
      continue: !def.abort
    });
  };
});
var $ZodCheckLowerCase = /* @__PURE__ */ $constructor("$ZodCheckLowerCase", (inst, def) => {
  def.pattern ?? (def.pattern = lowercase);
  $ZodCheckStringFormat.init(inst, def);
});
var $ZodCheckUpperCase = /* @__PURE__ */ $constructor("$ZodCheckUpperCase", (inst, def) => {
  def.pattern ?? (def.pattern = uppercase);
  $ZodCheckStringFormat.init(inst, def);
});
var $ZodCheckIncludes = /* @__PURE__ */ $constructor("$ZodCheckIncludes", (inst, def) => {
  $ZodCheck.init(inst, def);
  const escapedRegex = escapeRegex(def.includes);
  const pattern = new RegExp(typeof def.position === "number" ? `^.{${def.position},}${escapedRegex}` : escapedRegex);
  def.pattern = pattern;
  inst._zod.check = (payload) => {
    if (payload.value.includes(def.includes, def.position))
      return;
    payload.issues.push({
      origin: "string",
      code: "invalid_format",
      format: "includes",
      includes: def.includes,
      input: payload.value,
      inst,
      continue: !def.abort
    });
  };
});
var $ZodCheckStartsWith = /* @__PURE__ */ $constructor("$ZodCheckStartsWith", (inst, def) => {
  $ZodCheck.init(inst, def);
  const pattern = new RegExp(`^${escapeRegex(def.prefix)}.*`);
  def.pattern ?? (def.pattern = pattern);
  inst._zod.check = (payload) => {
    if (payload.value.startsWith(def.prefix))
      return;
    payload.issues.push({
      origin: "string",
      code: "invalid_format",
      format: "starts_with",
      prefix: def.prefix,
      input: payload.value,
      inst,
      continue: !def.abort
    });
  };
});
var $ZodCheckEndsWith = /* @__PURE__ */ $constructor("$ZodCheckEndsWith", (inst, def) => {
  $ZodCheck.init(inst, def);
  const pattern = new RegExp(`.*${escapeRegex(def.suffix)}$`);
  def.pattern ?? (def.pattern = pattern);
  inst._zod.check = (payload) => {
    if (payload.value.endsWith(def.suffix))
      return;
    payload.issues.push({
      origin: "string",
      code: "invalid_format",
      format: "ends_with",
      suffix: def.suffix,
      input: payload.value,
      inst,
      continue: !def.abort
    });
  };
});
var $ZodCheckOverwrite = /* @__PURE__ */ $constructor("$ZodCheckOverwrite", (inst, def) => {
  $ZodCheck.init(inst, def);
  inst._zod.check = (payload) => {
    payload.value = def.tx(payload.value);
  };
});

// node_modules/zod/v4/core/doc.js
var Doc = class {
  constructor(args = [], closed = {}) {
    this.content = [];
    this.indent = 0;
    this.args = args;
    this.closed = closed;
  }
  // the compiler catches a child's throw and keeps writing into this doc, so the indent has to unwind with it
  indented(fn) {
    this.indent += 1;
    try {
      fn(this);
    } finally {
      this.indent -= 1;
    }
  }
  write(arg) {
    if (typeof arg === "function") {
      arg(this, { execution: "sync" });
      arg(this, { execution: "async" });
      return;
    }
    const content = arg;
    const lines = content.split("\n").filter((x) => x);
    const minIndent = Math.min(...lines.map((x) => x.length - x.trimStart().length));
    const dedented = lines.map((x) => x.slice(minIndent)).map((x) => " ".repeat(this.indent * 2) + x);
    for (const line of dedented) {
      this.content.push(line);
    }
  }
  compile() {
    const F = Function;
    const content = this?.content ?? [``];
    const factory = new F(...Object.keys(this.closed), `return function (${this.args.join(", ")}) {
${content.join("\n")}
};`);
    return factory(...Object.values(this.closed));
  }
};

// node_modules/zod/v4/core/versions.js
var version = {
  major: 4,
  minor: 6,
  patch: 7
};

// node_modules/zod/v4/core/schemas.js
var $ZodType = /* @__PURE__ */ $constructor("$ZodType", (inst, def) => {
  var _a3;
  inst ?? (inst = {});
  inst._zod.def = def;
  inst._zod.bag = inst._zod.bag || {};
  inst._zod.version = version;
  const defChecks = inst._zod.def.checks;
  const checks = inst._zod.traits.has("$ZodCheck") ? [inst, ...defChecks ?? []] : defChecks?.length ? [...defChecks] : [];
  for (const ch of checks) {
    for (const fn of ch._zod.onattach) {
      fn(inst);
    }
  }
  if (checks.length === 0) {
    (_a3 = inst._zod).deferred ?? (_a3.deferred = []);
    inst._zod.deferred?.push(() => {
      inst._zod.run = inst._zod.parse;
    });
  } else {
    const runChecks = (payload, checks2, ctx) => {
      if (payload.memo)
        return payload;
      let isAborted = aborted(payload);
      let asyncResult;
      for (const ch of checks2) {
        if (ch._zod.def.when) {
          if (explicitlyAborted(payload))
            continue;
          const shouldRun = ch._zod.def.when(payload);
          if (!shouldRun)
            continue;
        } else if (isAborted) {
          continue;
        }
        const currLen = payload.issues.length;
        const _ = ch._zod.check(payload);
        if (_ instanceof Promise && ctx?.async === false) {
          throw new $ZodAsyncError();
        }
        if (asyncResult || _ instanceof Promise) {
          asyncResult = (asyncResult ?? Promise.resolve()).then(async () => {
            await _;
            const nextLen = payload.issues.length;
            if (nextLen === currLen)
              return;
            attachSchema(payload.issues, currLen, inst);
            if (!isAborted)
              isAborted = aborted(payload, currLen);
          });
        } else {
          const nextLen = payload.issues.length;
          if (nextLen === currLen)
            continue;
          attachSchema(payload.issues, currLen, inst);
          if (!isAborted)
            isAborted = aborted(payload, currLen);
        }
      }
      if (asyncResult) {
        return asyncResult.then(() => {
          return payload;
        });
      }
      return payload;
    };
    const handleCanaryResult = (canary, payload, ctx) => {
      if (aborted(canary)) {
        canary.aborted = true;
        return canary;
      }
      const checkResult = runChecks(payload, checks, ctx);
      if (checkResult instanceof Promise) {
        if (ctx.async === false)
          throw new $ZodAsyncError();
        return checkResult.then((checkResult2) => inst._zod.parse(checkResult2, ctx));
      }
      return inst._zod.parse(checkResult, ctx);
    };
    inst._zod.run = (payload, ctx) => {
      if (ctx.skipChecks) {
        return inst._zod.parse(payload, ctx);
      }
      if (ctx.direction === "backward") {
        const canary = inst._zod.parse({ value: payload.value, issues: [] }, { ...ctx, skipChecks: true });
        if (canary instanceof Promise) {
          return canary.then((canary2) => {
            return handleCanaryResult(canary2, payload, ctx);
          });
        }
        return handleCanaryResult(canary, payload, ctx);
      }
      const result = inst._zod.parse(payload, ctx);
      if (result instanceof Promise) {
        if (ctx.async === false)
          throw new $ZodAsyncError();
        return result.then((result2) => runChecks(result2, checks, ctx));
      }
      return runChecks(result, checks, ctx);
    };
  }
}, {
  // Wrappers extend this by installing a richer factory over it; reading it eagerly would defeat the laziness.
  get "~standard"() {
    return hide(this, "~standard", standardProps(this));
  },
  set "~standard"(value2) {
    own(this, "~standard", value2);
  }
});
var toStandardResult = (r, ctx) => r.issues.length ? { issues: r.issues.map((iss) => finalizeIssue(iss, ctx, config())) } : { value: r.value };
async function validateAsync2(inst, value2) {
  const ctx = { async: true };
  return toStandardResult(await inst._zod.run({ value: value2, issues: [] }, ctx), ctx);
}
function standardProps(inst) {
  return {
    validate: (value2) => {
      const ctx = { async: false };
      try {
        const r = inst._zod.run({ value: value2, issues: [] }, ctx);
        if (!(r instanceof Promise))
          return toStandardResult(r, ctx);
      } catch (_) {
      }
      return validateAsync2(inst, value2);
    },
    vendor: "zod",
    version: 1
  };
}
var $ZodString = /* @__PURE__ */ $constructor("$ZodString", (inst, def) => {
  $ZodType.init(inst, def);
  inst._zod.pattern = def.pattern ?? anyString;
  inst._zod.parse = (payload, _) => {
    if (def.coerce)
      try {
        payload.value = String(payload.value);
      } catch (_2) {
      }
    if (typeof payload.value === "string")
      return payload;
    payload.issues.push({
      expected: "string",
      code: "invalid_type",
      input: payload.value,
      inst
    });
    return payload;
  };
});
var $ZodStringFormat = /* @__PURE__ */ $constructor("$ZodStringFormat", (inst, def) => {
  $ZodCheckStringFormat.init(inst, def);
  $ZodString.init(inst, def);
});
var $ZodGUID = /* @__PURE__ */ $constructor("$ZodGUID", (inst, def) => {
  def.pattern ?? (def.pattern = guid);
  $ZodStringFormat.init(inst, def);
});
var $ZodUUID = /* @__PURE__ */ $constructor("$ZodUUID", (inst, def) => {
  if (def.version) {
    const versionMap = {
      v1: 1,
      v2: 2,
      v3: 3,
      v4: 4,
      v5: 5,
      v6: 6,
      v7: 7,
      v8: 8
    };
    const v = versionMap[def.version];
    if (v === void 0)
      throw new Error(`Invalid UUID version: "${def.version}"`);
    def.pattern ?? (def.pattern = uuid(v));
  } else
    def.pattern ?? (def.pattern = uuid());
  $ZodStringFormat.init(inst, def);
});
var $ZodEmail = /* @__PURE__ */ $constructor("$ZodEmail", (inst, def) => {
  def.pattern ?? (def.pattern = email);
  $ZodStringFormat.init(inst, def);
});
var URL_BAD_FORMAT = 1;
var URL_UNPARSEABLE = 2;
function canParseURL(input) {
  try {
    if (typeof URL !== "undefined" && typeof URL.canParse === "function")
      return URL.canParse(input);
    new URL(input);
    return true;
  } catch {
    return false;
  }
}
function validateURL(trimmed, def) {
  if (!("normalize" in def) && !("hostname" in def) && !("protocol" in def)) {
    return canParseURL(trimmed) || URL_UNPARSEABLE;
  }
  return parseURLObject(trimmed, def);
}
function parseURLObject(trimmed, def) {
  if (!def.normalize && def.protocol?.source === httpProtocol.source && !/^https?:\/\//i.test(trimmed)) {
    return URL_BAD_FORMAT;
  }
  try {
    if (typeof URL !== "undefined") {
      const URLStatic = URL;
      if (typeof URLStatic.parse === "function")
        return URLStatic.parse(trimmed) ?? URL_UNPARSEABLE;
    }
    return new URL(trimmed);
  } catch {
    return URL_UNPARSEABLE;
  }
}
var asciiTabOrNewline = /[\t\n\r]/g;
function stripTabAndNewline(value2) {
  return value2.replace(asciiTabOrNewline, "");
}
function urlHostnameOk(url, hostname) {
  hostname.lastIndex = 0;
  return hostname.test(url.hostname);
}
function urlProtocolOk(url, protocol) {
  protocol.lastIndex = 0;
  return protocol.test(url.protocol.endsWith(":") ? url.protocol.slice(0, -1) : url.protocol);
}
var $ZodURL = /* @__PURE__ */ $constructor("$ZodURL", (inst, def) => {
  $ZodStringFormat.init(inst, def);
  inst._zod.check = (payload) => {
    try {
      const trimmed = payload.value.trim();
      const url = validateURL(trimmed, def);
      if (url === URL_BAD_FORMAT) {
        payload.issues.push({
          code: "invalid_format",
          format: "url",
          note: "Invalid URL format",
          input: payload.value,
          inst,
          continue: !def.abort
        });
        return;
      }
      if (url === URL_UNPARSEABLE) {
        payload.issues.push({
          code: "invalid_format",
          format: "url",
          input: payload.value,
          inst,
          continue: !def.abort
        });
        return;
      }
      if (url === true) {
        payload.value = stripTabAndNewline(trimmed);
        return;
      }
      if (def.hostname && !urlHostnameOk(url, def.hostname)) {
        payload.issues.push({
          code: "invalid_format",
          format: "url",
          note: "Invalid hostname",
          pattern: def.hostname.source,
          input: payload.value,
          inst,
          continue: !def.abort
        });
      }
      if (def.protocol && !urlProtocolOk(url, def.protocol)) {
        payload.issues.push({
          code: "invalid_format",
          format: "url",
          note: "Invalid protocol",
          pattern: def.protocol.source,
          input: payload.value,
          inst,
          continue: !def.abort
        });
      }
      payload.value = def.normalize ? url.href : stripTabAndNewline(trimmed);
      return;
    } catch (_) {
      payload.issues.push({
        code: "invalid_format",
        format: "url",
        input: payload.value,
        inst,
        continue: !def.abort
      });
    }
  };
});
var $ZodEmoji = /* @__PURE__ */ $constructor("$ZodEmoji", (inst, def) => {
  def.pattern ?? (def.pattern = emoji());
  $ZodStringFormat.init(inst, def);
});
var $ZodNanoID = /* @__PURE__ */ $constructor("$ZodNanoID", (inst, def) => {
  if (def.length !== void 0 && (!Number.isInteger(def.length) || def.length < 1))
    throw new Error(`Invalid nanoid length: ${def.length}`);
  def.pattern ?? (def.pattern = def.length === void 0 ? nanoid : nanoidOfLength(def.length));
  $ZodStringFormat.init(inst, def);
});
var $ZodCUID = /* @__PURE__ */ $constructor("$ZodCUID", (inst, def) => {
  def.pattern ?? (def.pattern = cuid);
  $ZodStringFormat.init(inst, def);
});
var $ZodCUID2 = /* @__PURE__ */ $constructor("$ZodCUID2", (inst, def) => {
  def.pattern ?? (def.pattern = cuid2);
  $ZodStringFormat.init(inst, def);
});
var $ZodULID = /* @__PURE__ */ $constructor("$ZodULID", (inst, def) => {
  def.pattern ?? (def.pattern = ulid);
  $ZodStringFormat.init(inst, def);
});
var $ZodXID = /* @__PURE__ */ $constructor("$ZodXID", (inst, def) => {
  def.pattern ?? (def.pattern = xid);
  $ZodStringFormat.init(inst, def);
});
var $ZodKSUID = /* @__PURE__ */ $constructor("$ZodKSUID", (inst, def) => {
  def.pattern ?? (def.pattern = ksuid);
  $ZodStringFormat.init(inst, def);
});
var $ZodISODateTime = /* @__PURE__ */ $constructor("$ZodISODateTime", (inst, def) => {
  def.pattern ?? (def.pattern = datetime(def));
  $ZodStringFormat.init(inst, def);
});
var $ZodISODate = /* @__PURE__ */ $constructor("$ZodISODate", (inst, def) => {
  def.pattern ?? (def.pattern = date);
  $ZodStringFormat.init(inst, def);
});
var $ZodISOTime = /* @__PURE__ */ $constructor("$ZodISOTime", (inst, def) => {
  def.pattern ?? (def.pattern = time(def));
  $ZodStringFormat.init(inst, def);
});
var $ZodISODuration = /* @__PURE__ */ $constructor("$ZodISODuration", (inst, def) => {
  def.pattern ?? (def.pattern = duration);
  $ZodStringFormat.init(inst, def);
});
var $ZodIPv4 = /* @__PURE__ */ $constructor("$ZodIPv4", (inst, def) => {
  def.pattern ?? (def.pattern = ipv4);
  $ZodStringFormat.init(inst, def);
});
var ipv6Alphabet = /^[0-9a-fA-F:.]+$/;
function isValidIPv6(value2) {
  if (!ipv6Alphabet.test(value2))
    return false;
  return canParseURL(`http://[${value2}]`);
}
var $ZodIPv6 = /* @__PURE__ */ $constructor("$ZodIPv6", (inst, def) => {
  def.pattern ?? (def.pattern = ipv6);
  $ZodStringFormat.init(inst, def);
  inst._zod.check = (payload) => {
    if (!isValidIPv6(payload.value)) {
      payload.issues.push({
        code: "invalid_format",
        format: "ipv6",
        input: payload.value,
        inst,
        continue: !def.abort
      });
    }
  };
});
var $ZodCIDRv4 = /* @__PURE__ */ $constructor("$ZodCIDRv4", (inst, def) => {
  def.pattern ?? (def.pattern = cidrv4);
  $ZodStringFormat.init(inst, def);
});
function isValidCIDRv6(value2) {
  const parts = value2.split("/");
  if (parts.length !== 2)
    return false;
  const [address, prefix] = parts;
  if (!prefix)
    return false;
  const prefixNum = Number(prefix);
  if (`${prefixNum}` !== prefix)
    return false;
  if (prefixNum < 0 || prefixNum > 128)
    return false;
  return isValidIPv6(address);
}
var $ZodCIDRv6 = /* @__PURE__ */ $constructor("$ZodCIDRv6", (inst, def) => {
  def.pattern ?? (def.pattern = cidrv6);
  $ZodStringFormat.init(inst, def);
  inst._zod.check = (payload) => {
    if (!isValidCIDRv6(payload.value)) {
      payload.issues.push({
        code: "invalid_format",
        format: "cidrv6",
        input: payload.value,
        inst,
        continue: !def.abort
      });
    }
  };
});
function isValidBase64(data) {
  if (data === "")
    return true;
  if (/\s/.test(data))
    return false;
  if (data.length % 4 !== 0)
    return false;
  try {
    atob(data);
    return true;
  } catch {
    return false;
  }
}
var base64Charset = /^[0-9a-zA-Z+/]*={0,2}$/;
var $ZodBase64 = /* @__PURE__ */ $constructor("$ZodBase64", (inst, def) => {
  def.pattern ?? (def.pattern = base64Charset);
  $ZodStringFormat.init(inst, def);
  inst._zod.check = (payload) => {
    if (isValidBase64(payload.value))
      return;
    payload.issues.push({
      code: "invalid_format",
      format: "base64",
      input: payload.value,
      inst,
      continue: !def.abort
    });
  };
});
var base64urlCharset = /^[A-Za-z0-9_-]*$/;
function isValidBase64URL(data) {
  if (!base64urlCharset.test(data))
    return false;
  const base642 = data.replace(/[-_]/g, (c) => c === "-" ? "+" : "/");
  const padded = base642.padEnd(Math.ceil(base642.length / 4) * 4, "=");
  return isValidBase64(padded);
}
var $ZodBase64URL = /* @__PURE__ */ $constructor("$ZodBase64URL", (inst, def) => {
  def.pattern ?? (def.pattern = base64urlCharset);
  $ZodStringFormat.init(inst, def);
  inst._zod.check = (payload) => {
    if (isValidBase64URL(payload.value))
      return;
    payload.issues.push({
      code: "invalid_format",
      format: "base64url",
      input: payload.value,
      inst,
      continue: !def.abort
    });
  };
});
var $ZodE164 = /* @__PURE__ */ $constructor("$ZodE164", (inst, def) => {
  def.pattern ?? (def.pattern = e164);
  $ZodStringFormat.init(inst, def);
});
function isValidJWT(token2, algorithm = null) {
  try {
    const tokensParts = token2.split(".");
    if (tokensParts.length !== 3)
      return false;
    const [header2] = tokensParts;
    if (!header2)
      return false;
    const parsedHeader = JSON.parse(atob(header2));
    if ("typ" in parsedHeader && parsedHeader?.typ !== "JWT")
      return false;
    if (!parsedHeader.alg)
      return false;
    if (algorithm && (!("alg" in parsedHeader) || parsedHeader.alg !== algorithm))
      return false;
    return true;
  } catch {
    return false;
  }
}
var $ZodJWT = /* @__PURE__ */ $constructor("$ZodJWT", (inst, def) => {
  $ZodStringFormat.init(inst, def);
  inst._zod.check = (payload) => {
    if (isValidJWT(payload.value, def.alg))
      return;
    payload.issues.push({
      code: "invalid_format",
      format: "jwt",
      input: payload.value,
      inst,
      continue: !def.abort
    });
  };
});
var $ZodNumber = /* @__PURE__ */ $constructor("$ZodNumber", (inst, def) => {
  $ZodType.init(inst, def);
  inst._zod.pattern = number;
  inst._zod.parse = (payload, _ctx) => {
    if (def.coerce)
      try {
        payload.value = Number(payload.value);
      } catch (_) {
      }
    const input = payload.value;
    if (typeof input === "number" && !Number.isNaN(input) && Number.isFinite(input)) {
      return payload;
    }
    const received = typeof input === "number" ? Number.isNaN(input) ? "NaN" : !Number.isFinite(input) ? String(input) : void 0 : void 0;
    payload.issues.push({
      expected: "number",
      code: "invalid_type",
      input,
      inst,
      ...received ? { received } : {}
    });
    return payload;
  };
});
var $ZodNumberFormat = /* @__PURE__ */ $constructor("$ZodNumberFormat", (inst, def) => {
  $ZodCheckNumberFormat.init(inst, def);
  $ZodNumber.init(inst, def);
});
var $ZodUnknown = /* @__PURE__ */ $constructor("$ZodUnknown", (inst, def) => {
  $ZodType.init(inst, def);
  inst._zod.parse = (payload) => payload;
});
var $ZodNever = /* @__PURE__ */ $constructor("$ZodNever", (inst, def) => {
  $ZodType.init(inst, def);
  inst._zod.parse = (payload, _ctx) => {
    payload.issues.push({
      expected: "never",
      code: "invalid_type",
      input: payload.value,
      inst
    });
    return payload;
  };
});
function capSize(inst, size) {
  const caps = sizeCaps(inst._zod.def.checks);
  if (!caps.length)
    return;
  const cap = Math.min(...caps.map((c) => c[0]));
  const parse2 = inst._zod.parse;
  inst._zod.parse = (payload, ctx) => {
    const n = size(payload.value);
    if (n > cap && !ctx?.skipChecks && ctx?.direction !== "backward") {
      for (const [max, ch] of sizeCaps(inst._zod.def.checks)) {
        if (n > max && ch._zod.def.when(payload)) {
          const start = payload.issues.length;
          ch._zod.check(payload);
          payload.issues[start].continue = false;
          attachSchema(payload.issues, start, inst);
          return payload;
        }
      }
    }
    return parse2(payload, ctx);
  };
}
var arraySize = (input) => Array.isArray(input) ? input.length : -1;
function handleArrayResult(result, final, index) {
  if (result.issues.length) {
    final.issues.push(...prefixIssues(index, result.issues));
  }
  final.value[index] = result.value;
}
var $ZodArray = /* @__PURE__ */ $constructor("$ZodArray", (inst, def) => {
  $ZodType.init(inst, def);
  const memo2 = globalConfig.memoizer;
  memo2?.attach(inst);
  inst._zod.parse = (payload, ctx) => {
    const input = payload.value;
    if (!Array.isArray(input)) {
      payload.issues.push({
        expected: "array",
        code: "invalid_type",
        input,
        inst
      });
      return payload;
    }
    payload.value = memo2 ? memo2.alloc(inst, payload, Array(input.length), ctx) : Array(input.length);
    const proms = [];
    const abortEarly = ctx?.abortEarly;
    for (let i = 0; i < input.length; i++) {
      const item = input[i];
      const result = def.element._zod.run({
        value: item,
        issues: []
      }, ctx);
      if (result instanceof Promise) {
        proms.push(result.then((result2) => handleArrayResult(result2, payload, i)));
      } else {
        handleArrayResult(result, payload, i);
        if (abortEarly && result.issues.length !== 0 && aborted(result))
          break;
      }
    }
    if (proms.length) {
      return Promise.all(proms).then(() => payload);
    }
    return payload;
  };
  capSize(inst, arraySize);
});
function handlePropertyResult(result, final, key, input, optin, optout) {
  const isPresent = key in input;
  const isOptionalOut = optout === "optional";
  if (!isPresent && isOptionalOut && optin === "optional") {
    return;
  }
  if (result.issues.length) {
    if (optin !== void 0 && isOptionalOut && !isPresent) {
      return;
    }
    final.issues.push(...prefixIssues(key, result.issues));
  }
  if (!isPresent && optin === void 0) {
    if (!result.issues.length) {
      final.issues.push({
        code: "invalid_type",
        expected: "nonoptional",
        input: void 0,
        path: [key]
      });
    }
    return;
  }
  if (result.value === void 0) {
    if (isPresent || optin === "defaulted" && !isOptionalOut) {
      final.value[key] = void 0;
    }
  } else {
    final.value[key] = result.value;
  }
}
var NO_SYMBOL_KEYS = [];
function normalizeDef(def) {
  const keys = Object.keys(def.shape);
  const ownSymbols = Object.getOwnPropertySymbols(def.shape);
  const symbolKeys = ownSymbols.length ? ownSymbols : NO_SYMBOL_KEYS;
  const allKeys = symbolKeys.length ? [...keys, ...symbolKeys] : keys;
  for (const k of allKeys) {
    if (!def.shape?.[k]?._zod?.traits?.has("$ZodType")) {
      throw new Error(`Invalid element at key "${String(k)}": expected a Zod schema`);
    }
  }
  const okeys = optionalKeys(def.shape);
  return {
    ...def,
    allKeys,
    symbolKeys,
    // string-only: handleCatchall matches it against `for...in`, which never yields a symbol
    keySet: new Set(keys),
    numKeys: keys.length,
    optionalKeys: new Set(okeys)
  };
}
function handleCatchall(proms, input, payload, ctx, def, inst, abortEarly) {
  const unrecognized = [];
  const keySet = def.keySet;
  const _catchall = def.catchall._zod;
  const t = _catchall.def.type;
  const optin = _catchall.optin;
  const optout = _catchall.optout;
  let seen = 0;
  for (const key in input) {
    if (abortEarly && payload.issues.length !== seen) {
      if (aborted(payload, seen))
        break;
      seen = payload.issues.length;
    }
    if (keySet.has(key))
      continue;
    if (key === "__proto__") {
      if (t === "never")
        unrecognized.push(key);
      continue;
    }
    if (t === "never") {
      unrecognized.push(key);
      continue;
    }
    const r = _catchall.run({ value: input[key], issues: [] }, ctx);
    if (r instanceof Promise) {
      proms.push(r.then((r2) => handlePropertyResult(r2, payload, key, input, optin, optout)));
    } else {
      handlePropertyResult(r, payload, key, input, optin, optout);
    }
  }
  if (unrecognized.length) {
    payload.issues.push({
      code: "unrecognized_keys",
      keys: unrecognized,
      input,
      inst,
      // Describes the shape of the input, not the validity of the parsed value, so it never aborts. The parse still fails; the schema's own checks just get to run first, and an enclosing intersection can reconcile the key against a sibling operand.
      continue: true
    });
  }
  if (!proms.length)
    return payload;
  return Promise.all(proms).then(() => {
    return payload;
  });
}
var $ZodObject = /* @__PURE__ */ $constructor("$ZodObject", (inst, def) => {
  $ZodType.init(inst, def);
  const desc = Object.getOwnPropertyDescriptor(def, "shape");
  const sh = desc?.get ? desc.get.raw : def.shape ?? {};
  if (sh) {
    const get = () => {
      const newSh = { ...sh };
      Object.defineProperty(def, "shape", { value: newSh });
      get.raw = newSh;
      return newSh;
    };
    get.raw = sh;
    Object.defineProperty(def, "shape", { get });
  }
  const _normalized = cached(() => normalizeDef(def));
  defineLazyInternal(inst, "propValues", (zod) => {
    const shape = zod.def.shape;
    const propValues = {};
    for (const key in shape) {
      const field2 = shape[key]._zod;
      if (field2.values) {
        if (!Object.prototype.hasOwnProperty.call(propValues, key)) {
          assignProp(propValues, key, /* @__PURE__ */ new Set());
        }
        for (const v of field2.values)
          propValues[key].add(v);
        if (field2.optin !== void 0)
          propValues[key].add(void 0);
      }
    }
    return propValues;
  });
  const isObject2 = isObject;
  const catchall = def.catchall;
  let value2;
  const memo2 = globalConfig.memoizer;
  memo2?.attach(inst);
  inst._zod.parse = (payload, ctx) => {
    value2 ?? (value2 = _normalized.value);
    const input = payload.value;
    if (!isObject2(input)) {
      payload.issues.push({
        expected: "object",
        code: "invalid_type",
        input,
        inst
      });
      return payload;
    }
    payload.value = memo2 ? memo2.alloc(inst, payload, {}, ctx) : {};
    const proms = [];
    const shape = value2.shape;
    const abortEarly = ctx?.abortEarly;
    let seen = payload.issues.length;
    for (const key of value2.allKeys) {
      if (abortEarly && payload.issues.length !== seen) {
        if (aborted(payload, seen))
          break;
        seen = payload.issues.length;
      }
      if (key === "__proto__")
        continue;
      const el = shape[key];
      const optin = el._zod.optin;
      const optout = el._zod.optout;
      const r = el._zod.run({ value: input[key], issues: [] }, ctx);
      if (r instanceof Promise) {
        proms.push(r.then((r2) => handlePropertyResult(r2, payload, key, input, optin, optout)));
      } else {
        handlePropertyResult(r, payload, key, input, optin, optout);
      }
    }
    if (!catchall) {
      return proms.length ? Promise.all(proms).then(() => payload) : payload;
    }
    return handleCatchall(proms, input, payload, ctx, _normalized.value, inst, abortEarly === true);
  };
});
var $ZodObjectJIT = /* @__PURE__ */ $constructor("$ZodObjectJIT", (inst, def) => {
  $ZodObject.init(inst, def);
  const superParse = inst._zod.parse;
  const _normalized = cached(() => normalizeDef(def));
  const memo2 = globalConfig.memoizer;
  const generateFastpass = (shape) => {
    const normalized = _normalized.value;
    const syms = normalized.symbolKeys;
    const doc = new Doc(["payload", "ctx"], { shape, inst, memo: memo2, syms });
    const parseStr = (k) => `shape[${k}]._zod.run({ value: input[${k}], issues: [] }, ctx)`;
    const prefixStr = (id, k) => `
          let ${id}_ab = false;
          for (let i = 0; i < ${id}.issues.length; i++) {
            const iss = ${id}.issues[i];
            iss.path = iss.path ? [${k}, ...iss.path] : [${k}];
            payload.issues.push(iss);
            if (iss.continue !== true) ${id}_ab = true;
          }
          if (${id}_ab && ctx && ctx.abortEarly) {
            payload.value = newResult;
            return payload;
          }`;
    doc.write(`const input = payload.value;`);
    const ids = /* @__PURE__ */ Object.create(null);
    let counter = 0;
    for (const key of normalized.allKeys) {
      ids[key] = `key_${counter++}`;
    }
    doc.write(memo2 ? `const newResult = memo.alloc(inst, payload, {}, ctx);` : `const newResult = {};`);
    for (const key of normalized.allKeys) {
      if (key === "__proto__")
        continue;
      const id = ids[key];
      const k = typeof key === "symbol" ? `syms[${syms.indexOf(key)}]` : esc(key);
      const isPresent = `${k} in input`;
      const schema = shape[key];
      const optin = schema?._zod?.optin;
      const isOptionalIn = optin !== void 0;
      const isOptionalOut = schema?._zod?.optout === "optional";
      doc.write(`const ${id} = ${parseStr(k)};`);
      if (isOptionalIn && isOptionalOut) {
        const assign2 = optin === "optional" ? `${id}_present` : `${id}.value !== undefined || ${id}_present`;
        doc.write(`
        const ${id}_present = ${isPresent};
        if (!${id}.issues.length || ${id}_present) {
          if (${id}.issues.length) {${prefixStr(id, k)}
          }

          if (${assign2}) {
            newResult[${k}] = ${id}.value;
          }
        }

      `);
      } else if (!isOptionalIn) {
        doc.write(`
        const ${id}_present = ${isPresent};
        if (${id}.issues.length) {${prefixStr(id, k)}
        }
        if (!${id}_present && !${id}.issues.length) {
          payload.issues.push({
            code: "invalid_type",
            expected: "nonoptional",
            input: undefined,
            path: [${k}]
          });
          if (ctx && ctx.abortEarly) {
            payload.value = newResult;
            return payload;
          }
        }

        if (${id}_present) {
          newResult[${k}] = ${id}.value;
        }

      `);
      } else {
        doc.write(`
        if (${id}.issues.length) {${prefixStr(id, k)}
        }
      `);
        if (optin === "defaulted") {
          doc.write(`newResult[${k}] = ${id}.value;`);
        } else {
          doc.write(`
        if (${id}.value !== undefined || ${isPresent}) {
          newResult[${k}] = ${id}.value;
        }
      `);
        }
      }
    }
    doc.write(`payload.value = newResult;`);
    doc.write(`return payload;`);
    return doc.compile();
  };
  let fastpass;
  const isObject2 = isObject;
  const jit = !globalConfig.jitless;
  const allowsEval2 = allowsEval;
  const fastEnabled = jit && allowsEval2.value;
  const catchall = def.catchall;
  let value2;
  inst._zod.parse = (payload, ctx) => {
    value2 ?? (value2 = _normalized.value);
    const input = payload.value;
    if (!isObject2(input)) {
      payload.issues.push({
        expected: "object",
        code: "invalid_type",
        input,
        inst
      });
      return payload;
    }
    if (jit && fastEnabled && ctx?.async === false && ctx.jitless !== true) {
      if (!fastpass)
        fastpass = generateFastpass(def.shape);
      payload = fastpass(payload, ctx);
      if (!catchall)
        return payload;
      return handleCatchall([], input, payload, ctx, value2, inst, ctx?.abortEarly === true);
    }
    return superParse(payload, ctx);
  };
});
function handleUnionResults(results, final, inst, ctx) {
  for (const result of results) {
    if (result.issues.length === 0) {
      final.value = result.value;
      return final;
    }
  }
  const nonaborted = results.filter((r) => !aborted(r));
  if (nonaborted.length === 1) {
    final.value = nonaborted[0].value;
    return nonaborted[0];
  }
  final.issues.push({
    code: "invalid_union",
    input: final.value,
    inst,
    errors: results.map((result) => result.issues.map((iss) => finalizeIssue(iss, ctx, config())))
  });
  return final;
}
var $ZodUnion = /* @__PURE__ */ $constructor("$ZodUnion", (inst, def) => {
  $ZodType.init(inst, def);
  defineLazyInternal(inst, "optin", (zod) => zod.def.options.some((o) => o._zod.optin === "defaulted") ? "defaulted" : zod.def.options.some((o) => o._zod.optin !== void 0) ? "optional" : void 0);
  defineLazyInternal(inst, "optout", (zod) => zod.def.options.some((o) => o._zod.optout === "optional") ? "optional" : void 0);
  defineLazyInternal(inst, "values", (zod) => {
    if (zod.def.options.every((o) => o._zod.values)) {
      return new Set(zod.def.options.flatMap((option) => Array.from(option._zod.values)));
    }
    return void 0;
  });
  defineLazyInternal(inst, "pattern", (zod) => {
    if (zod.def.options.every((o) => o._zod.pattern)) {
      const patterns = zod.def.options.map((o) => o._zod.pattern);
      return new RegExp(`^(${patterns.map((p) => cleanRegex(p.source)).join("|")})$`);
    }
    return void 0;
  });
  const first = def.options.length === 1 ? def.options[0]._zod.run : null;
  inst._zod.parse = (payload, ctx) => {
    if (first) {
      return first(payload, ctx);
    }
    let async = false;
    const results = [];
    for (const option of def.options) {
      const result = option._zod.run({
        value: payload.value,
        issues: []
      }, ctx);
      if (result instanceof Promise) {
        results.push(result);
        async = true;
      } else {
        if (result.issues.length === 0)
          return result;
        results.push(result);
      }
    }
    if (!async)
      return handleUnionResults(results, payload, inst, ctx);
    return Promise.all(results).then((results2) => {
      return handleUnionResults(results2, payload, inst, ctx);
    });
  };
});
function discriminatorMap(def) {
  const map = /* @__PURE__ */ new Map();
  for (const option of def.options) {
    const values = option._zod.propValues?.[def.discriminator];
    if (!values || values.size === 0)
      throw new Error(`Invalid discriminated union option at index "${def.options.indexOf(option)}"`);
    for (const value2 of values) {
      if (map.has(value2)) {
        if (value2 !== void 0)
          throw new Error(`Duplicate discriminator value "${String(value2)}"`);
        map.set(value2, null);
      } else {
        map.set(value2, option);
      }
    }
  }
  return map;
}
var $ZodDiscriminatedUnion = /* @__PURE__ */ $constructor("$ZodDiscriminatedUnion", (inst, def) => {
  def.inclusive = false;
  $ZodUnion.init(inst, def);
  const _super = inst._zod.parse;
  defineLazyInternal(inst, "propValues", (zod) => {
    const propValues = {};
    let undefinedCount = 0;
    for (const option of zod.def.options) {
      const pv = option._zod.propValues;
      if (!pv || Object.keys(pv).length === 0)
        throw new Error(`Invalid discriminated union option at index "${zod.def.options.indexOf(option)}"`);
      if (pv[zod.def.discriminator]?.has(void 0))
        undefinedCount++;
      for (const [k, v] of Object.entries(pv)) {
        if (!Object.prototype.hasOwnProperty.call(propValues, k)) {
          assignProp(propValues, k, /* @__PURE__ */ new Set());
        }
        for (const val of v) {
          propValues[k].add(val);
        }
      }
    }
    if (!zod.def.unionFallback && undefinedCount > 1)
      propValues[zod.def.discriminator]?.delete(void 0);
    return propValues;
  });
  def.options.forEach((option, i) => {
    const propShape = rawShape(option._zod.def);
    if (propShape && !Object.prototype.hasOwnProperty.call(propShape, def.discriminator)) {
      throw new Error(`Invalid discriminated union option at index "${i}"`);
    }
  });
  const disc = cached(() => discriminatorMap(def));
  inst._zod.parse = (payload, ctx) => {
    const input = payload.value;
    if (!isObject(input)) {
      payload.issues.push({
        code: "invalid_type",
        expected: "object",
        input,
        inst
      });
      return payload;
    }
    const value2 = input?.[def.discriminator];
    const opt = disc.value.get(value2);
    if (opt && (value2 !== void 0 || ctx.direction !== "backward")) {
      return opt._zod.run(payload, ctx);
    }
    if (def.unionFallback || ctx.direction === "backward") {
      return _super(payload, ctx);
    }
    payload.issues.push({
      code: "invalid_union",
      errors: [],
      note: "No matching discriminator",
      discriminator: def.discriminator,
      options: Array.from(disc.value.keys()).filter((value3) => disc.value.get(value3) !== null),
      input,
      path: [def.discriminator],
      inst
    });
    return payload;
  };
});
var $ZodIntersection = /* @__PURE__ */ $constructor("$ZodIntersection", (inst, def) => {
  $ZodType.init(inst, def);
  inst._zod.parse = (payload, ctx) => {
    const input = payload.value;
    const left = def.left._zod.run({ value: input, issues: [] }, ctx);
    const right = def.right._zod.run({ value: input, issues: [] }, ctx);
    const async = left instanceof Promise || right instanceof Promise;
    if (async) {
      return Promise.all([left, right]).then(([left2, right2]) => {
        return handleIntersectionResults(payload, left2, right2);
      });
    }
    return handleIntersectionResults(payload, left, right);
  };
});
function mergeValues(a, b) {
  if (a === b) {
    return { valid: true, data: a };
  }
  if (a instanceof Date && b instanceof Date && +a === +b) {
    return { valid: true, data: a };
  }
  if (isPlainObject(a) && isPlainObject(b)) {
    const bKeys = Object.keys(b);
    const sharedKeys = Object.keys(a).filter((key) => bKeys.indexOf(key) !== -1);
    const newObj = { ...a, ...b };
    if (Object.prototype.hasOwnProperty.call(newObj, "__proto__"))
      delete newObj.__proto__;
    for (const key of sharedKeys) {
      if (key === "__proto__")
        continue;
      const sharedValue = mergeValues(a[key], b[key]);
      if (!sharedValue.valid) {
        return {
          valid: false,
          mergeErrorPath: [key, ...sharedValue.mergeErrorPath]
        };
      }
      newObj[key] = sharedValue.data;
    }
    return { valid: true, data: newObj };
  }
  if (Array.isArray(a) && Array.isArray(b)) {
    if (a.length !== b.length) {
      return { valid: false, mergeErrorPath: [] };
    }
    const newArray = [];
    for (let index = 0; index < a.length; index++) {
      const itemA = a[index];
      const itemB = b[index];
      const sharedValue = mergeValues(itemA, itemB);
      if (!sharedValue.valid) {
        return {
          valid: false,
          mergeErrorPath: [index, ...sharedValue.mergeErrorPath]
        };
      }
      newArray.push(sharedValue.data);
    }
    return { valid: true, data: newArray };
  }
  return { valid: false, mergeErrorPath: [] };
}
function handleIntersectionResults(result, left, right) {
  const unrecKeys = /* @__PURE__ */ new Map();
  let unrecIssue;
  const keyIssues = /* @__PURE__ */ new Map();
  const collect = (iss, side) => {
    let keys;
    if (iss.code === "unrecognized_keys" && !iss.path?.length) {
      unrecIssue ?? (unrecIssue = iss);
      keys = iss.keys;
    } else if (iss.code === "invalid_key" && iss.origin === "record" && iss.path?.length === 1) {
      const k = String(iss.path[0]);
      if (!keyIssues.has(k))
        keyIssues.set(k, iss);
      keys = [k];
    } else {
      return false;
    }
    for (const k of keys) {
      if (!unrecKeys.has(k))
        unrecKeys.set(k, {});
      unrecKeys.get(k)[side] = true;
    }
    return true;
  };
  for (const iss of left.issues) {
    if (!collect(iss, "l"))
      result.issues.push(iss);
  }
  for (const iss of right.issues) {
    if (!collect(iss, "r"))
      result.issues.push(iss);
  }
  const bothKeys = [...unrecKeys].filter(([, f]) => f.l && f.r).map(([k]) => k);
  if (bothKeys.length) {
    const aggregated = unrecIssue ? bothKeys.filter((k) => unrecIssue.keys.includes(k)) : [];
    if (aggregated.length)
      result.issues.push({ ...unrecIssue, keys: aggregated });
    for (const k of bothKeys) {
      if (!aggregated.includes(k) && keyIssues.has(k))
        result.issues.push(keyIssues.get(k));
    }
  }
  const merged = mergeValues(left.value, right.value);
  if (!merged.valid) {
    if (aborted(result))
      return result;
    throw new Error(`Unmergable intersection. Error path: ${JSON.stringify(merged.mergeErrorPath)}`);
  }
  result.value = merged.data;
  return result;
}
var $ZodTuple = /* @__PURE__ */ $constructor("$ZodTuple", (inst, def) => {
  $ZodType.init(inst, def);
  const items = def.items;
  const memo2 = globalConfig.memoizer;
  memo2?.attach(inst);
  inst._zod.parse = (payload, ctx) => {
    const input = payload.value;
    if (!Array.isArray(input)) {
      payload.issues.push({
        input,
        inst,
        expected: "tuple",
        code: "invalid_type"
      });
      return payload;
    }
    payload.value = memo2 ? memo2.alloc(inst, payload, [], ctx) : [];
    const proms = [];
    const optinStart = getTupleOptStart(items, "optin");
    const optoutStart = getTupleOptStart(items, "optout");
    if (!def.rest) {
      if (input.length < optinStart) {
        payload.issues.push({
          code: "too_small",
          minimum: optinStart,
          inclusive: true,
          input,
          inst,
          origin: "array"
        });
        return payload;
      }
      if (input.length > items.length) {
        payload.issues.push({
          code: "too_big",
          maximum: items.length,
          inclusive: true,
          input,
          inst,
          origin: "array"
        });
      }
    }
    const itemResults = new Array(items.length);
    const abortEarly = def.rest ? ctx?.abortEarly : void 0;
    let itemAborted = false;
    for (let i = 0; i < items.length; i++) {
      const r = items[i]._zod.run({ value: input[i], issues: [] }, ctx);
      if (r instanceof Promise) {
        proms.push(r.then((rr) => {
          itemResults[i] = rr;
        }));
      } else {
        itemResults[i] = r;
        if (abortEarly && !itemAborted && r.issues.length)
          itemAborted = aborted(r);
      }
    }
    if (def.rest && !itemAborted) {
      let i = items.length - 1;
      const rest = input.slice(items.length);
      let seen = payload.issues.length;
      for (const el of rest) {
        if (abortEarly && payload.issues.length !== seen) {
          if (aborted(payload, seen))
            break;
          seen = payload.issues.length;
        }
        i++;
        const result = def.rest._zod.run({ value: el, issues: [] }, ctx);
        if (result instanceof Promise) {
          proms.push(result.then((r) => handleTupleResult(r, payload, i)));
        } else {
          handleTupleResult(result, payload, i);
        }
      }
    }
    if (proms.length) {
      return Promise.all(proms).then(() => handleTupleResults(itemResults, payload, items, input, optoutStart));
    }
    return handleTupleResults(itemResults, payload, items, input, optoutStart);
  };
});
function getTupleOptStart(items, key) {
  for (let i = items.length - 1; i >= 0; i--) {
    const omittable = key === "optin" ? items[i]._zod.optin !== void 0 : items[i]._zod.optout === "optional";
    if (!omittable)
      return i + 1;
  }
  return 0;
}
function handleTupleResult(result, final, index) {
  if (result.issues.length) {
    final.issues.push(...prefixIssues(index, result.issues));
  }
  final.value[index] = result.value;
}
function handleTupleResults(itemResults, final, items, input, optoutStart) {
  for (let i = 0; i < items.length; i++) {
    const r = itemResults[i];
    const isPresent = i < input.length;
    if (!isPresent && i >= optoutStart && items[i]._zod.optin === "optional") {
      final.value.length = i;
      break;
    }
    if (r.issues.length) {
      if (!isPresent && i >= optoutStart) {
        final.value.length = i;
        break;
      }
      final.issues.push(...prefixIssues(i, r.issues));
    }
    final.value[i] = r.value;
  }
  for (let i = final.value.length - 1; i >= input.length; i--) {
    if (items[i]._zod.optout === "optional" && final.value[i] === void 0) {
      final.value.length = i;
    } else {
      break;
    }
  }
  return final;
}
var $ZodEnum = /* @__PURE__ */ $constructor("$ZodEnum", (inst, def) => {
  $ZodType.init(inst, def);
  const values = getEnumValues(def.entries);
  const valuesSet = new Set(values);
  inst._zod.values = valuesSet;
  defineLazyInternal(inst, "pattern", (zod) => {
    const patternValues = getEnumValues(zod.def.entries).filter((k) => propertyKeyTypes.has(typeof k));
    return new RegExp(patternValues.length ? `^(${patternValues.map((o) => escapeRegex(o.toString())).join("|")})$` : "^[^\\s\\S]$");
  });
  inst._zod.parse = (payload, _ctx) => {
    const input = payload.value;
    if (valuesSet.has(input)) {
      return payload;
    }
    payload.issues.push({
      code: "invalid_value",
      values,
      input,
      inst
    });
    return payload;
  };
});
var $ZodLiteral = /* @__PURE__ */ $constructor("$ZodLiteral", (inst, def) => {
  $ZodType.init(inst, def);
  const values = new Set(def.values);
  inst._zod.values = values;
  defineLazyInternal(inst, "pattern", (zod) => {
    const vals = zod.def.values;
    return new RegExp(vals.length ? `^(${vals.map((o) => typeof o === "string" ? escapeRegex(o) : o ? escapeRegex(o.toString()) : String(o)).join("|")})$` : "^[^\\s\\S]$");
  });
  inst._zod.parse = (payload, _ctx) => {
    const input = payload.value;
    if (values.has(input)) {
      return payload;
    }
    payload.issues.push({
      code: "invalid_value",
      values: def.values,
      input,
      inst
    });
    return payload;
  };
});
var $ZodTransform = /* @__PURE__ */ $constructor("$ZodTransform", (inst, def) => {
  $ZodType.init(inst, def);
  inst._zod.optin = "optional";
  globalConfig.memoizer?.guard(inst);
  inst._zod.parse = (payload, ctx) => {
    if (ctx.direction === "backward") {
      throw new $ZodEncodeError(inst.constructor.name);
    }
    const _out = def.transform(payload.value, payload);
    if (ctx.async) {
      const output = _out instanceof Promise ? _out : Promise.resolve(_out);
      return output.then((output2) => {
        payload.value = output2;
        return payload;
      });
    }
    if (_out instanceof Promise) {
      throw new $ZodAsyncError();
    }
    payload.value = _out;
    return payload;
  };
});
function handleOptionalResult(payload, result) {
  payload.value = result.issues.length ? void 0 : result.value;
  return payload;
}
var $ZodOptional = /* @__PURE__ */ $constructor("$ZodOptional", (inst, def) => {
  $ZodType.init(inst, def);
  defineLazyInternal(inst, "optin", (zod) => zod.def.innerType._zod.optin === "defaulted" ? "defaulted" : "optional");
  inst._zod.optout = "optional";
  defineLazyInternal(inst, "values", (zod) => {
    const values = zod.def.innerType._zod.values;
    return values ? /* @__PURE__ */ new Set([...values, void 0]) : void 0;
  });
  defineLazyInternal(inst, "pattern", (zod) => {
    const pattern = zod.def.innerType._zod.pattern;
    return pattern ? new RegExp(`^(${cleanRegex(pattern.source)})?$`) : void 0;
  });
  inst._zod.parse = (payload, ctx) => {
    if (payload.value === void 0) {
      if (def.innerType._zod.optin !== "defaulted")
        return payload;
      const result = def.innerType._zod.run({ value: payload.value, issues: [] }, ctx);
      if (result instanceof Promise)
        return result.then((result2) => handleOptionalResult(payload, result2));
      return handleOptionalResult(payload, result);
    }
    return def.innerType._zod.run(payload, ctx);
  };
});
var $ZodExactOptional = /* @__PURE__ */ $constructor("$ZodExactOptional", (inst, def) => {
  $ZodOptional.init(inst, def);
  defineLazyInternal(inst, "values", (zod) => zod.def.innerType._zod.values);
  defineLazyInternal(inst, "pattern", (zod) => zod.def.innerType._zod.pattern);
  inst._zod.parse = (payload, ctx) => {
    return def.innerType._zod.run(payload, ctx);
  };
});
var $ZodNullable = /* @__PURE__ */ $constructor("$ZodNullable", (inst, def) => {
  $ZodType.init(inst, def);
  defineLazyInternal(inst, "optin", (zod) => zod.def.innerType._zod.optin);
  defineLazyInternal(inst, "optout", (zod) => zod.def.innerType._zod.optout);
  defineLazyInternal(inst, "pattern", (zod) => {
    const pattern = zod.def.innerType._zod.pattern;
    return pattern ? new RegExp(`^(${cleanRegex(pattern.source)}|null)$`) : void 0;
  });
  defineLazyInternal(inst, "values", (zod) => {
    return zod.def.innerType._zod.values ? /* @__PURE__ */ new Set([...zod.def.innerType._zod.values, null]) : void 0;
  });
  inst._zod.parse = (payload, ctx) => {
    if (payload.value === null)
      return payload;
    return def.innerType._zod.run(payload, ctx);
  };
});
var $ZodDefault = /* @__PURE__ */ $constructor("$ZodDefault", (inst, def) => {
  $ZodType.init(inst, def);
  inst._zod.optin = "defaulted";
  defineLazyInternal(inst, "values", (zod) => zod.def.innerType._zod.values);
  inst._zod.parse = (payload, ctx) => {
    if (ctx.direction === "backward") {
      return def.innerType._zod.run(payload, ctx);
    }
    if (payload.value === void 0) {
      payload.value = def.defaultValue;
      return payload;
    }
    const result = def.innerType._zod.run(payload, ctx);
    if (result instanceof Promise) {
      return result.then((result2) => handleDefaultResult(result2, def));
    }
    return handleDefaultResult(result, def);
  };
});
function handleDefaultResult(payload, def) {
  if (payload.value === void 0) {
    payload.value = def.defaultValue;
  }
  return payload;
}
var $ZodPrefault = /* @__PURE__ */ $constructor("$ZodPrefault", (inst, def) => {
  $ZodType.init(inst, def);
  inst._zod.optin = "defaulted";
  defineLazyInternal(inst, "values", (zod) => zod.def.innerType._zod.values);
  inst._zod.parse = (payload, ctx) => {
    if (ctx.direction === "backward") {
      return def.innerType._zod.run(payload, ctx);
    }
    if (payload.value === void 0) {
      payload.value = def.defaultValue;
    }
    return def.innerType._zod.run(payload, ctx);
  };
});
var $ZodNonOptional = /* @__PURE__ */ $constructor("$ZodNonOptional", (inst, def) => {
  $ZodType.init(inst, def);
  defineLazyInternal(inst, "values", (zod) => {
    const v = zod.def.innerType._zod.values;
    return v ? new Set([...v].filter((x) => x !== void 0)) : void 0;
  });
  inst._zod.parse = (payload, ctx) => {
    const result = def.innerType._zod.run(payload, ctx);
    if (result instanceof Promise) {
      return result.then((result2) => handleNonOptionalResult(result2, inst));
    }
    return handleNonOptionalResult(result, inst);
  };
});
function handleNonOptionalResult(payload, inst) {
  if (!payload.issues.length && payload.value === void 0) {
    payload.issues.push({
      code: "invalid_type",
      expected: "nonoptional",
      input: payload.value,
      inst
    });
  }
  return payload;
}
function handleCatchResult(payload, result, def, ctx) {
  if (!result.issues.length) {
    payload.value = result.value;
    if (result.memo)
      payload.memo = true;
    return payload;
  }
  payload.value = def.catchValue({
    ...result,
    value: payload.value,
    error: {
      issues: result.issues.map((iss) => finalizeIssue(iss, ctx, config()))
    },
    input: payload.value
  });
  return payload;
}
var $ZodCatch = /* @__PURE__ */ $constructor("$ZodCatch", (inst, def) => {
  $ZodType.init(inst, def);
  defineLazyInternal(inst, "optin", (zod) => zod.def.innerType._zod.optin === "defaulted" ? "defaulted" : "optional");
  defineLazyInternal(inst, "optout", (zod) => zod.def.innerType._zod.optout);
  defineLazyInternal(inst, "values", (zod) => zod.def.innerType._zod.values);
  inst._zod.parse = (payload, ctx) => {
    if (ctx.direction === "backward") {
      return def.innerType._zod.run(payload, ctx);
    }
    const result = def.innerType._zod.run({ value: payload.value, issues: [] }, ctx);
    if (result instanceof Promise) {
      return result.then((result2) => handleCatchResult(payload, result2, def, ctx));
    }
    return handleCatchResult(payload, result, def, ctx);
  };
});
var $ZodPipe = /* @__PURE__ */ $constructor("$ZodPipe", (inst, def) => {
  $ZodType.init(inst, def);
  defineLazyInternal(inst, "values", (zod) => zod.def.in._zod.values);
  defineLazyInternal(inst, "optin", (zod) => zod.def.in._zod.optin);
  defineLazyInternal(inst, "optout", (zod) => zod.def.out._zod.optout);
  defineLazyInternal(inst, "propValues", (zod) => zod.def.in._zod.propValues);
  inst._zod.parse = (payload, ctx) => {
    if (ctx.direction === "backward") {
      const right = def.out._zod.run(payload, ctx);
      if (right instanceof Promise) {
        return right.then((right2) => handlePipeResult(right2, def.in, ctx));
      }
      return handlePipeResult(right, def.in, ctx);
    }
    const left = def.in._zod.run(payload, ctx);
    if (left instanceof Promise) {
      return left.then((left2) => handlePipeResult(left2, def.out, ctx));
    }
    return handlePipeResult(left, def.out, ctx);
  };
});
function handlePipeResult(left, next, ctx) {
  if (left.issues.some((iss) => iss.code !== "unrecognized_keys")) {
    left.aborted = true;
    return left;
  }
  return next._zod.run({ value: left.value, issues: left.issues }, ctx);
}
var $ZodReadonly = /* @__PURE__ */ $constructor("$ZodReadonly", (inst, def) => {
  $ZodType.init(inst, def);
  defineLazyInternal(inst, "propValues", (zod) => zod.def.innerType._zod.propValues);
  defineLazyInternal(inst, "values", (zod) => zod.def.innerType._zod.values);
  defineLazyInternal(inst, "optin", (zod) => zod.def.innerType?._zod?.optin);
  defineLazyInternal(inst, "optout", (zod) => zod.def.innerType?._zod?.optout);
  inst._zod.parse = (payload, ctx) => {
    if (ctx.direction === "backward") {
      return def.innerType._zod.run(payload, ctx);
    }
    const result = def.innerType._zod.run(payload, ctx);
    if (result instanceof Promise) {
      return result.then(handleReadonlyResult);
    }
    return handleReadonlyResult(result);
  };
});
function handleReadonlyResult(payload) {
  if (!payload.memo)
    payload.value = Object.freeze(payload.value);
  return payload;
}
var $ZodCustom = /* @__PURE__ */ $constructor("$ZodCustom", (inst, def) => {
  $ZodCheck.init(inst, def);
  $ZodType.init(inst, def);
  inst._zod.parse = (payload, _) => {
    return payload;
  };
  inst._zod.check = (payload) => {
    const input = payload.value;
    const r = def.fn(input);
    if (r instanceof Promise) {
      return r.then((r2) => handleRefineResult(r2, payload, input, inst));
    }
    handleRefineResult(r, payload, input, inst);
    return;
  };
});
function handleRefineResult(result, payload, input, inst) {
  if (!result) {
    const _iss = {
      code: "custom",
      input,
      inst,
      // incorporates params.error into issue reporting
      path: [...inst._zod.def.path ?? []],
      // incorporates params.error into issue reporting
      continue: !inst._zod.def.abort
      // params: inst._zod.def.params,
    };
    if (inst._zod.def.params)
      _iss.params = inst._zod.def.params;
    payload.issues.push(issue(_iss));
  }
}

// node_modules/zod/v4/core/memoizer.js
var $ZodCyclicError = class extends Error {
  constructor() {
    super(`Cannot parse a reference cycle that closes through a transform`);
    this.name = "ZodCyclicError";
  }
};
var STATE = "~memo";
var NO_ISSUES = [];
function isRef(value2) {
  return value2 !== null && typeof value2 === "object";
}
function cloneIssues(issues) {
  return issues.map((iss) => iss.path ? { ...iss, path: iss.path.slice() } : { ...iss });
}
var recursive = /* @__PURE__ */ new WeakMap();
var NONE = 0;
var ASSUMED = 1;
var PROVEN = 2;
function isRecursive(inst, stack, resolve2) {
  const cached2 = recursive.get(inst);
  if (cached2 !== void 0)
    return cached2 ? PROVEN : NONE;
  if (stack.has(inst))
    return PROVEN;
  stack.add(inst);
  let result = NONE;
  const check = (child) => {
    if (result !== PROVEN && child?._zod) {
      const answer = isRecursive(child, stack, resolve2);
      if (answer > result)
        result = answer;
    }
  };
  const shape = (sh, spread) => {
    let answer = NONE;
    for (const key of Reflect.ownKeys(sh)) {
      const desc = Object.getOwnPropertyDescriptor(sh, key);
      if (spread && !desc.enumerable)
        continue;
      const child = desc.get ? ASSUMED : desc.value?._zod ? isRecursive(desc.value, stack, resolve2) : NONE;
      if (child > answer)
        answer = child;
    }
    return answer;
  };
  const merge2 = (answer) => {
    if (answer > result)
      result = answer;
  };
  const def = inst._zod.def;
  const kind2 = def.type;
  switch (kind2) {
    case "object": {
      const raw = rawShape(def);
      merge2(raw ? shape(raw, true) : ASSUMED);
      check(def.catchall);
      break;
    }
    case "array":
      check(def.element);
      break;
    case "tuple":
      for (const el of def.items)
        check(el);
      check(def.rest);
      break;
    case "record":
    case "map":
      check(def.keyType);
      check(def.valueType);
      break;
    case "set":
      check(def.valueType);
      break;
    case "union":
      for (const el of def.options)
        check(el);
      break;
    case "intersection":
      check(def.left);
      check(def.right);
      break;
    case "optional":
    case "nullable":
    case "default":
    case "prefault":
    case "catch":
    case "readonly":
    case "nonoptional":
    case "promise":
    case "success":
      check(def.innerType);
      break;
    case "pipe":
      check(def.in);
      check(def.out);
      break;
    case "function":
      check(def.input);
      check(def.output);
      break;
    // `$ZodLazy` caches its inner on the def, so a resolved edge is followed exactly
    case "lazy": {
      const inner = def._cachedInner ?? (resolve2 ? inst._zod.innerType : void 0);
      merge2(inner ? isRecursive(inner, stack, false) : ASSUMED);
      break;
    }
    // a leaf by choice: `parts` are regex fragments, not data positions
    case "template_literal":
    // leaves
    case "string":
    case "number":
    case "int":
    case "boolean":
    case "bigint":
    case "symbol":
    case "undefined":
    case "null":
    case "void":
    case "never":
    case "any":
    case "unknown":
    case "date":
    case "nan":
    case "enum":
    case "literal":
    case "file":
    case "transform":
    case "custom":
      break;
    default: {
      kind2;
      for (const key in def) {
        const desc = Object.getOwnPropertyDescriptor(def, key);
        if (!desc || desc.get)
          continue;
        const value2 = desc.value;
        if (!value2 || typeof value2 !== "object")
          continue;
        if (value2._zod)
          check(value2);
        else if (Array.isArray(value2))
          for (const el of value2)
            check(el);
      }
    }
  }
  stack.delete(inst);
  return settle(inst, result);
}
function settle(inst, answer) {
  if (answer !== ASSUMED)
    recursive.set(inst, answer === PROVEN);
  return answer;
}
function bucketFor(state, inst) {
  let bucket = state.buckets.get(inst);
  if (!bucket) {
    bucket = /* @__PURE__ */ new WeakMap();
    state.buckets.set(inst, bucket);
  }
  return bucket;
}
var handoff;
var open = [];
var memo = {
  alloc(_inst, payload, empty) {
    const bucket = handoff;
    if (!bucket)
      return empty;
    handoff = void 0;
    const entry = { value: empty, issues: null };
    bucket.set(payload.value, entry);
    open.push(entry);
    return empty;
  },
  guard(inst) {
    var _a3;
    (_a3 = inst._zod).deferred ?? (_a3.deferred = []);
    inst._zod.deferred.push(() => {
      const base = inst._zod.parse;
      const wrapped = (payload, ctx) => {
        if (ctx.direction !== "backward" && isBackEdge(ctx, payload.value))
          throw new $ZodCyclicError();
        return base(payload, ctx);
      };
      inst._zod.parse = wrapped;
      if (inst._zod.run === base)
        inst._zod.run = wrapped;
    });
  },
  attach(inst) {
    var _a3;
    let isRecursiveInst;
    let rechecked = false;
    let lastCtx;
    let lastBucket;
    (_a3 = inst._zod).deferred ?? (_a3.deferred = []);
    inst._zod.deferred.push(() => {
      const base = inst._zod.parse;
      const wrapped = (payload, ctx) => {
        if (isRecursiveInst === void 0) {
          const walked = isRecursive(inst, /* @__PURE__ */ new Set(), false);
          if (walked === NONE) {
            inst._zod.parse = base;
            if (inst._zod.run === wrapped)
              inst._zod.run = base;
            return base(payload, ctx);
          }
          if (walked === PROVEN || rechecked)
            isRecursiveInst = true;
          else
            rechecked = true;
        }
        const input = payload.value;
        if (!isRef(input))
          return base(payload, ctx);
        let state = ctx[STATE];
        if (!state) {
          state = { buckets: /* @__PURE__ */ new WeakMap(), backEdges: void 0 };
          ctx[STATE] = state;
        }
        let bucket;
        if (lastCtx === ctx) {
          bucket = lastBucket;
        } else {
          bucket = bucketFor(state, inst);
          lastCtx = ctx;
          lastBucket = bucket;
        }
        const hit = bucket.get(input);
        if (hit) {
          payload.value = hit.value;
          if (hit.issues) {
            if (hit.issues.length)
              payload.issues.push(...cloneIssues(hit.issues));
          } else {
            payload.memo = true;
            state.backEdges ?? (state.backEdges = /* @__PURE__ */ new WeakSet());
            state.backEdges.add(hit.value);
          }
          return payload;
        }
        handoff = bucket;
        const depth = open.length;
        const result = base(payload, ctx);
        handoff = void 0;
        const entry = open.length > depth ? open.pop() : void 0;
        if (result instanceof Promise) {
          return result.then((r) => {
            if (entry)
              entry.issues = r.issues.length ? cloneIssues(r.issues) : NO_ISSUES;
            return r;
          });
        }
        if (entry)
          entry.issues = result.issues.length ? cloneIssues(result.issues) : NO_ISSUES;
        return result;
      };
      inst._zod.parse = wrapped;
      if (inst._zod.run === base)
        inst._zod.run = wrapped;
    });
  }
};
function memoizer() {
  return memo;
}
function isBackEdge(ctx, value2) {
  const backEdges = ctx[STATE]?.backEdges;
  return backEdges !== void 0 && isRef(value2) && backEdges.has(value2);
}

// node_modules/zod/v4/locales/en.js
var error = () => {
  const Sizable = {
    string: { unit: "characters", verb: "to have" },
    file: { unit: "bytes", verb: "to have" },
    array: { unit: "items", verb: "to have" },
    set: { unit: "items", verb: "to have" },
    map: { unit: "entries", verb: "to have" }
  };
  function getSizing(origin) {
    return Sizable[origin] ?? null;
  }
  const FormatDictionary = {
    regex: "input",
    email: "email address",
    url: "URL",
    emoji: "emoji",
    uuid: "UUID",
    uuidv4: "UUIDv4",
    uuidv6: "UUIDv6",
    nanoid: "nanoid",
    guid: "GUID",
    cuid: "cuid",
    cuid2: "cuid2",
    ulid: "ULID",
    xid: "XID",
    ksuid: "KSUID",
    datetime: "ISO datetime",
    date: "ISO date",
    time: "ISO time",
    duration: "ISO duration",
    ipv4: "IPv4 address",
    ipv6: "IPv6 address",
    mac: "MAC address",
    cidrv4: "IPv4 range",
    cidrv6: "IPv6 range",
    base64: "base64-encoded string",
    base64url: "base64url-encoded string",
    json_string: "JSON string",
    e164: "E.164 number",
    currency_code: "currency code",
    credit_card: "credit card number",
    iban: "IBAN",
    jwt: "JWT",
    template_literal: "input"
  };
  const TypeDictionary = {
    // Compatibility: "nan" -> "NaN" for display
    nan: "NaN"
    // All other type names omitted - they fall back to raw values via ?? operator
  };
  function getTypeName(type, input) {
    if (type === "number" && typeof input === "number" && !Number.isFinite(input)) {
      return String(input);
    }
    return TypeDictionary[type] ?? type;
  }
  return (issue2) => {
    switch (issue2.code) {
      case "invalid_type": {
        const expected = getTypeName(issue2.expected);
        const receivedType = parsedType(issue2.input);
        const received = getTypeName(receivedType, issue2.input);
        return `Invalid input: expected ${expected}, received ${received}`;
      }
      case "invalid_value":
        if (issue2.values.length === 1)
          return `Invalid input: expected ${stringifyPrimitive(issue2.values[0])}`;
        return `Invalid option: expected one of ${joinValues(issue2.values, "|")}`;
      case "too_big": {
        const adj = issue2.exact ? "exactly " : issue2.inclusive ? "<=" : "<";
        const sizing = getSizing(issue2.origin);
        if (sizing)
          return `Too big: expected ${issue2.origin ?? "value"} to have ${adj}${issue2.maximum.toString()} ${sizing.unit ?? "elements"}`;
        return `Too big: expected ${issue2.origin ?? "value"} to be ${adj}${issue2.maximum.toString()}`;
      }
      case "too_small": {
        const adj = issue2.exact ? "exactly " : issue2.inclusive ? ">=" : ">";
        const sizing = getSizing(issue2.origin);
        if (sizing) {
          return `Too small: expected ${issue2.origin} to have ${adj}${issue2.minimum.toString()} ${sizing.unit}`;
        }
        return `Too small: expected ${issue2.origin} to be ${adj}${issue2.minimum.toString()}`;
      }
      case "invalid_format": {
        const _issue = issue2;
        if (_issue.format === "starts_with") {
          return `Invalid string: must start with "${_issue.prefix}"`;
        }
        if (_issue.format === "ends_with")
          return `Invalid string: must end with "${_issue.suffix}"`;
        if (_issue.format === "includes")
          return `Invalid string: must include "${_issue.includes}"`;
        if (_issue.format === "regex")
          return `Invalid string: must match pattern ${_issue.pattern}`;
        return `Invalid ${FormatDictionary[_issue.format] ?? issue2.format}`;
      }
      case "not_multiple_of":
        return `Invalid number: must be a multiple of ${issue2.divisor}`;
      case "unrecognized_keys":
        return `Unrecognized key${issue2.keys.length > 1 ? "s" : ""}: ${joinValues(issue2.keys, ", ")}`;
      case "invalid_key":
        return `Invalid key in ${issue2.origin}`;
      case "invalid_union":
        if (issue2.options && Array.isArray(issue2.options) && issue2.options.length > 0) {
          const opts = issue2.options.map((o) => `'${o}'`).join(" | ");
          return `Invalid discriminator value. Expected ${opts}`;
        }
        if (issue2.inclusive === false) {
          return "Invalid input: more than one option matched";
        }
        return "Invalid input";
      case "invalid_element":
        return `Invalid value in ${issue2.origin}`;
      default:
        return `Invalid input`;
    }
  };
};
function en_default() {
  return {
    localeError: error()
  };
}

// node_modules/zod/v4/core/registries.js
var _a2;
var $ZodRegistry = class {
  constructor() {
    this._map = /* @__PURE__ */ new WeakMap();
    this._idmap = /* @__PURE__ */ new Map();
  }
  add(schema, ..._meta) {
    const meta2 = _meta[0];
    this._map.set(schema, meta2);
    if (meta2 && typeof meta2 === "object" && "id" in meta2) {
      this._idmap.set(meta2.id, schema);
    }
    return this;
  }
  clear() {
    this._map = /* @__PURE__ */ new WeakMap();
    this._idmap = /* @__PURE__ */ new Map();
    return this;
  }
  remove(schema) {
    const meta2 = this._map.get(schema);
    if (meta2 && typeof meta2 === "object" && "id" in meta2) {
      this._idmap.delete(meta2.id);
    }
    this._map.delete(schema);
    return this;
  }
  get(schema) {
    const p = schema._zod.parent;
    if (p) {
      const pm = { ...this.get(p) ?? {} };
      delete pm.id;
      const f = { ...pm, ...this._map.get(schema) };
      return Object.keys(f).length ? f : void 0;
    }
    return this._map.get(schema);
  }
  has(schema) {
    return this._map.has(schema);
  }
};
function registry() {
  return new $ZodRegistry();
}
(_a2 = globalThis).__zod_globalRegistry ?? (_a2.__zod_globalRegistry = registry());
var globalRegistry = globalThis.__zod_globalRegistry;

// node_modules/zod/v4/core/api.js
function snapshotChecks(def) {
  if (def.checks)
    def.checks = [...def.checks];
  return def;
}
// @__NO_SIDE_EFFECTS__
function _string(Class2, params) {
  return new Class2(snapshotChecks({ type: "string", ...normalizeParams(params) }));
}
// @__NO_SIDE_EFFECTS__
function _email(Class2, params) {
  return new Class2({
    type: "string",
    format: "email",
    check: "string_format",
    abort: false,
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _guid(Class2, params) {
  return new Class2({
    type: "string",
    format: "guid",
    check: "string_format",
    abort: false,
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _uuid(Class2, params) {
  return new Class2({
    type: "string",
    format: "uuid",
    check: "string_format",
    abort: false,
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _uuidv4(Class2, params) {
  return new Class2({
    type: "string",
    format: "uuid",
    check: "string_format",
    abort: false,
    version: "v4",
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _uuidv6(Class2, params) {
  return new Class2({
    type: "string",
    format: "uuid",
    check: "string_format",
    abort: false,
    version: "v6",
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _uuidv7(Class2, params) {
  return new Class2({
    type: "string",
    format: "uuid",
    check: "string_format",
    abort: false,
    version: "v7",
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _url(Class2, params) {
  return new Class2({
    type: "string",
    format: "url",
    check: "string_format",
    abort: false,
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _emoji2(Class2, params) {
  return new Class2({
    type: "string",
    format: "emoji",
    check: "string_format",
    abort: false,
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _nanoid(Class2, params) {
  return new Class2({
    type: "string",
    format: "nanoid",
    check: "string_format",
    abort: false,
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _cuid(Class2, params) {
  return new Class2({
    type: "string",
    format: "cuid",
    check: "string_format",
    abort: false,
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _cuid2(Class2, params) {
  return new Class2({
    type: "string",
    format: "cuid2",
    check: "string_format",
    abort: false,
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _ulid(Class2, params) {
  return new Class2({
    type: "string",
    format: "ulid",
    check: "string_format",
    abort: false,
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _xid(Class2, params) {
  return new Class2({
    type: "string",
    format: "xid",
    check: "string_format",
    abort: false,
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _ksuid(Class2, params) {
  return new Class2({
    type: "string",
    format: "ksuid",
    check: "string_format",
    abort: false,
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _ipv4(Class2, params) {
  return new Class2({
    type: "string",
    format: "ipv4",
    check: "string_format",
    abort: false,
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _ipv6(Class2, params) {
  return new Class2({
    type: "string",
    format: "ipv6",
    check: "string_format",
    abort: false,
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _cidrv4(Class2, params) {
  return new Class2({
    type: "string",
    format: "cidrv4",
    check: "string_format",
    abort: false,
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _cidrv6(Class2, params) {
  return new Class2({
    type: "string",
    format: "cidrv6",
    check: "string_format",
    abort: false,
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _base64(Class2, params) {
  return new Class2({
    type: "string",
    format: "base64",
    check: "string_format",
    abort: false,
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _base64url(Class2, params) {
  return new Class2({
    type: "string",
    format: "base64url",
    check: "string_format",
    abort: false,
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _e164(Class2, params) {
  return new Class2({
    type: "string",
    format: "e164",
    check: "string_format",
    abort: false,
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _jwt(Class2, params) {
  return new Class2({
    type: "string",
    format: "jwt",
    check: "string_format",
    abort: false,
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _isoDateTime(Class2, params) {
  return new Class2({
    type: "string",
    format: "datetime",
    check: "string_format",
    offset: false,
    local: false,
    precision: null,
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _isoDate(Class2, params) {
  return new Class2({
    type: "string",
    format: "date",
    check: "string_format",
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _isoTime(Class2, params) {
  return new Class2({
    type: "string",
    format: "time",
    check: "string_format",
    precision: null,
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _isoDuration(Class2, params) {
  return new Class2({
    type: "string",
    format: "duration",
    check: "string_format",
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _int(Class2, params) {
  return new Class2({
    type: "number",
    check: "number_format",
    abort: false,
    format: "safeint",
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _unknown(Class2) {
  return new Class2({
    type: "unknown"
  });
}
// @__NO_SIDE_EFFECTS__
function _never(Class2, params) {
  return new Class2({
    type: "never",
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _lt(value2, params) {
  return new $ZodCheckLessThan({
    check: "less_than",
    ...normalizeParams(params),
    value: value2,
    inclusive: false
  });
}
// @__NO_SIDE_EFFECTS__
function _lte(value2, params) {
  return new $ZodCheckLessThan({
    check: "less_than",
    ...normalizeParams(params),
    value: value2,
    inclusive: true
  });
}
// @__NO_SIDE_EFFECTS__
function _gt(value2, params) {
  return new $ZodCheckGreaterThan({
    check: "greater_than",
    ...normalizeParams(params),
    value: value2,
    inclusive: false
  });
}
// @__NO_SIDE_EFFECTS__
function _gte(value2, params) {
  return new $ZodCheckGreaterThan({
    check: "greater_than",
    ...normalizeParams(params),
    value: value2,
    inclusive: true
  });
}
// @__NO_SIDE_EFFECTS__
function _multipleOf(value2, params) {
  return new $ZodCheckMultipleOf({
    check: "multiple_of",
    ...normalizeParams(params),
    value: value2
  });
}
// @__NO_SIDE_EFFECTS__
function _maxLength(maximum, params) {
  const ch = new $ZodCheckMaxLength({
    check: "max_length",
    ...normalizeParams(params),
    maximum
  });
  return ch;
}
// @__NO_SIDE_EFFECTS__
function _minLength(minimum, params) {
  return new $ZodCheckMinLength({
    check: "min_length",
    ...normalizeParams(params),
    minimum
  });
}
// @__NO_SIDE_EFFECTS__
function _length(length, params) {
  return new $ZodCheckLengthEquals({
    check: "length_equals",
    ...normalizeParams(params),
    length
  });
}
// @__NO_SIDE_EFFECTS__
function _regex(pattern, params) {
  return new $ZodCheckRegex({
    check: "string_format",
    format: "regex",
    ...normalizeParams(params),
    pattern
  });
}
// @__NO_SIDE_EFFECTS__
function _lowercase(params) {
  return new $ZodCheckLowerCase({
    check: "string_format",
    format: "lowercase",
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _uppercase(params) {
  return new $ZodCheckUpperCase({
    check: "string_format",
    format: "uppercase",
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _includes(includes, params) {
  return new $ZodCheckIncludes({
    check: "string_format",
    format: "includes",
    ...normalizeParams(params),
    includes
  });
}
// @__NO_SIDE_EFFECTS__
function _startsWith(prefix, params) {
  return new $ZodCheckStartsWith({
    check: "string_format",
    format: "starts_with",
    ...normalizeParams(params),
    prefix
  });
}
// @__NO_SIDE_EFFECTS__
function _endsWith(suffix, params) {
  return new $ZodCheckEndsWith({
    check: "string_format",
    format: "ends_with",
    ...normalizeParams(params),
    suffix
  });
}
// @__NO_SIDE_EFFECTS__
function _overwrite(tx) {
  return new $ZodCheckOverwrite({
    check: "overwrite",
    tx
  });
}
// @__NO_SIDE_EFFECTS__
function _normalize(form) {
  return /* @__PURE__ */ _overwrite((input) => input.normalize(form));
}
// @__NO_SIDE_EFFECTS__
function _trim() {
  return /* @__PURE__ */ _overwrite((input) => input.trim());
}
// @__NO_SIDE_EFFECTS__
function _toLowerCase() {
  return /* @__PURE__ */ _overwrite((input) => input.toLowerCase());
}
// @__NO_SIDE_EFFECTS__
function _toUpperCase() {
  return /* @__PURE__ */ _overwrite((input) => input.toUpperCase());
}
// @__NO_SIDE_EFFECTS__
function _slugify() {
  return /* @__PURE__ */ _overwrite((input) => slugify(input));
}
// @__NO_SIDE_EFFECTS__
function _array(Class2, element, params) {
  return new Class2({
    type: "array",
    element,
    // get element() {
    //   return element;
    // },
    ...normalizeParams(params)
  });
}
// @__NO_SIDE_EFFECTS__
function _refine(Class2, fn, _params) {
  const schema = new Class2({
    type: "custom",
    check: "custom",
    fn,
    ...normalizeParams(_params)
  });
  return schema;
}
// @__NO_SIDE_EFFECTS__
function _superRefine(fn, params) {
  const ch = /* @__PURE__ */ _check((payload) => {
    payload.addIssue = (issue2) => {
      if (typeof issue2 === "string") {
        payload.issues.push(issue(issue2, payload.value, ch._zod.def));
      } else {
        const _issue = issue2;
        if (_issue.fatal)
          _issue.continue = false;
        _issue.code ?? (_issue.code = "custom");
        if (!("input" in _issue))
          _issue.input = payload.value;
        _issue.inst ?? (_issue.inst = ch);
        _issue.continue ?? (_issue.continue = !ch._zod.def.abort);
        payload.issues.push(issue(_issue));
      }
    };
    return fn(payload.value, payload);
  }, params);
  return ch;
}
// @__NO_SIDE_EFFECTS__
function _check(fn, params) {
  const ch = new $ZodCheck({
    check: "custom",
    ...normalizeParams(params)
  });
  ch._zod.check = fn;
  return ch;
}

// node_modules/zod/v4/core/to-json-schema.js
function assignProps(target, ...sources) {
  for (const source of sources) {
    for (const key of Reflect.ownKeys(source)) {
      if (Object.prototype.propertyIsEnumerable.call(source, key)) {
        assignProp(target, key, source[key]);
      }
    }
  }
  return target;
}
function initializeContext(params) {
  let target = params?.target ?? "draft-2020-12";
  if (target === "draft-4")
    target = "draft-04";
  if (target === "draft-7")
    target = "draft-07";
  return {
    processors: params.processors ?? {},
    metadataRegistry: params?.metadata ?? globalRegistry,
    target,
    unrepresentable: params?.unrepresentable ?? "throw",
    override: params?.override ?? (() => {
    }),
    io: params?.io ?? "output",
    counter: 0,
    seen: /* @__PURE__ */ new Map(),
    sharedDefsExtractedFor: void 0,
    sharedEmitDoneFor: void 0,
    cycles: params?.cycles ?? "ref",
    reused: params?.reused ?? "inline",
    intersections: [],
    deferred: [],
    external: params?.external ?? void 0
  };
}
function handleUnrepresentable(schema, ctx, json, params, message) {
  const result = typeof ctx.unrepresentable === "function" ? ctx.unrepresentable({ zodSchema: schema, path: params.path, message }) : ctx.unrepresentable;
  if (result === "any")
    return false;
  if (result === void 0 || result === "throw")
    throw new Error(message);
  Object.assign(json, result);
  return true;
}
function processSchema(schema, ctx, _params = { path: [], schemaPath: [] }) {
  var _a3;
  const def = schema._zod.def;
  const seen = ctx.seen.get(schema);
  if (seen) {
    seen.count++;
    const isCycle = _params.schemaPath.includes(schema);
    if (isCycle) {
      seen.cycle = _params.path;
    }
    return seen.schema;
  }
  const result = { schema: {}, count: 1, cycle: void 0, path: _params.path };
  ctx.seen.set(schema, result);
  ctx.sharedDefsExtractedFor = void 0;
  ctx.sharedEmitDoneFor = void 0;
  const overrideSchema = schema._zod.toJSONSchema?.();
  if (overrideSchema) {
    result.schema = overrideSchema;
  } else {
    const params = {
      ..._params,
      schemaPath: [..._params.schemaPath, schema],
      path: _params.path
    };
    if (schema._zod.processJSONSchema) {
      schema._zod.processJSONSchema(ctx, result.schema, params);
    } else {
      const _json = result.schema;
      const processor = ctx.processors[def.type];
      if (!processor) {
        throw new Error(`[toJSONSchema]: Non-representable type encountered: ${def.type}`);
      }
      processor(schema, ctx, _json, params);
    }
    const parent = schema._zod.parent;
    if (parent) {
      if (!result.ref)
        result.ref = parent;
      processSchema(parent, ctx, params);
      ctx.seen.get(parent).isParent = true;
    }
  }
  const meta2 = ctx.metadataRegistry.get(schema);
  if (meta2)
    assignProps(result.schema, meta2);
  if (ctx.io === "input" && isTransforming(schema)) {
    delete result.schema.examples;
    delete result.schema.default;
  }
  if (ctx.io === "input" && "_prefault" in result.schema)
    (_a3 = result.schema).default ?? (_a3.default = result.schema._prefault);
  delete result.schema._prefault;
  const _result = ctx.seen.get(schema);
  return _result.schema;
}
function encodeJSONPointerSegment(segment) {
  return segment.replace(/~/g, "~0").replace(/\//g, "~1");
}
function extractDefs(ctx, schema) {
  const root = ctx.seen.get(schema);
  if (!root)
    throw new Error("Unprocessed schema. This is a bug in Zod.");
  if (ctx.external && ctx.sharedDefsExtractedFor === ctx.external)
    return;
  const idToSchema = /* @__PURE__ */ new Map();
  for (const entry of ctx.seen.entries()) {
    const id = ctx.metadataRegistry.get(entry[0])?.id;
    if (id) {
      const existing = idToSchema.get(id);
      if (existing && existing !== entry[0]) {
        throw new Error(`Duplicate schema id "${id}" detected during JSON Schema conversion. Two different schemas cannot share the same id when converted together.`);
      }
      idToSchema.set(id, entry[0]);
    }
  }
  const makeURI = (entry) => {
    const defsSegment = ctx.target === "draft-2020-12" ? "$defs" : "definitions";
    if (ctx.external) {
      const externalId = ctx.external.registry.get(entry[0])?.id;
      const uriGenerator = ctx.external.uri ?? ((id2) => id2);
      if (externalId) {
        return { ref: uriGenerator(externalId) };
      }
      const id = entry[1].defId ?? entry[1].schema.id ?? `schema${ctx.counter++}`;
      entry[1].defId = id;
      return { defId: id, ref: `${uriGenerator("__shared")}#/${defsSegment}/${encodeJSONPointerSegment(id)}` };
    }
    const uriPrefix = `#`;
    const defUriPrefix = `${uriPrefix}/${defsSegment}/`;
    if (entry[1] === root && !entry[1].schema.id) {
      return { ref: uriPrefix };
    }
    const defId = entry[1].schema.id ?? `__schema${ctx.counter++}`;
    return { defId, ref: defUriPrefix + encodeJSONPointerSegment(defId) };
  };
  const extractToDef = (entry) => {
    if (entry[1].schema.$ref) {
      return;
    }
    const seen = entry[1];
    const { ref, defId } = makeURI(entry);
    seen.def = { ...seen.schema };
    if (defId)
      seen.defId = defId;
    const schema2 = seen.schema;
    for (const key in schema2) {
      delete schema2[key];
    }
    schema2.$ref = ref;
  };
  if (ctx.cycles === "throw") {
    for (const entry of ctx.seen.entries()) {
      const seen = entry[1];
      if (seen.cycle) {
        throw new Error(`Cycle detected: #/${seen.cycle?.join("/")}/<root>

Set the \`cycles\` parameter to \`"ref"\` to resolve cyclical schemas with defs.`);
      }
    }
  }
  for (const entry of ctx.seen.entries()) {
    const seen = entry[1];
    if (schema === entry[0]) {
      extractToDef(entry);
      continue;
    }
    if (ctx.external) {
      const ext = ctx.external.registry.get(entry[0])?.id;
      if (schema !== entry[0] && ext) {
        extractToDef(entry);
        continue;
      }
    }
    const id = ctx.metadataRegistry.get(entry[0])?.id;
    if (id) {
      extractToDef(entry);
      continue;
    }
    if (seen.cycle) {
      extractToDef(entry);
      continue;
    }
    if (seen.count > 1) {
      if (ctx.reused === "ref") {
        extractToDef(entry);
      }
    }
  }
  if (ctx.external)
    ctx.sharedDefsExtractedFor = ctx.external;
}
function compactTypeUnion(schema) {
  const options = schema.anyOf;
  if (!Array.isArray(options) || options.length === 0 || schema.type !== void 0)
    return;
  const types = [];
  for (const option of options) {
    if (!option || typeof option !== "object")
      return;
    compactTypeUnion(option);
    const keys = Object.keys(option);
    if (keys.length !== 1 || keys[0] !== "type")
      return;
    const type = option.type;
    for (const member of Array.isArray(type) ? type : [type]) {
      if (typeof member !== "string")
        return;
      if (!types.includes(member))
        types.push(member);
    }
  }
  delete schema.anyOf;
  schema.type = types.length === 1 ? types[0] : types;
}
var FOLDABLE_KEYS = /* @__PURE__ */ new Set(["type", "properties", "required", "additionalProperties"]);
var UNION_KEYS = ["oneOf", "anyOf"];
function undeclaredConstraint(member) {
  const extra = member.additionalProperties;
  if (extra === void 0 || extra === false || typeof extra !== "object" || extra === null)
    return null;
  return Object.keys(extra).length ? extra : null;
}
function foldObjects(members2) {
  const objects = [];
  for (const member of members2) {
    if (typeof member !== "object" || member.type !== "object")
      return null;
    for (const key in member) {
      if (!FOLDABLE_KEYS.has(key))
        return null;
    }
    objects.push(member);
  }
  const properties = {};
  const required2 = /* @__PURE__ */ new Set();
  for (const object of objects) {
    for (const key in object.properties) {
      if (Object.prototype.hasOwnProperty.call(properties, key))
        continue;
      const parts = [];
      for (const other of objects) {
        const part = other.properties?.[key] ?? undeclaredConstraint(other);
        if (part === null || part === void 0)
          continue;
        if (!parts.some((seen) => JSON.stringify(seen) === JSON.stringify(part)))
          parts.push(part);
      }
      const merged = parts.length === 1 ? parts[0] : foldObjects(parts) ?? { allOf: parts };
      assignProp(properties, key, merged);
    }
    for (const key of object.required ?? [])
      required2.add(key);
  }
  const folded = { type: "object", properties };
  if (required2.size)
    folded.required = [...required2];
  if (objects.every((object) => object.additionalProperties === false)) {
    folded.additionalProperties = false;
  } else {
    const constraints = [];
    for (const object of objects) {
      const constraint = undeclaredConstraint(object);
      if (constraint && !constraints.some((seen) => JSON.stringify(seen) === JSON.stringify(constraint)))
        constraints.push(constraint);
    }
    if (constraints.length === 1)
      folded.additionalProperties = constraints[0];
    else if (constraints.length > 1)
      folded.additionalProperties = { allOf: constraints };
  }
  return folded;
}
function foldIntersection(json) {
  const allOf = json.allOf;
  if (!Array.isArray(allOf) || allOf.length < 2)
    return;
  for (const key of FOLDABLE_KEYS)
    if (key in json)
      return;
  const unions = allOf.filter((m) => UNION_KEYS.some((k) => Array.isArray(m[k])));
  let folded = null;
  if (!unions.length) {
    folded = foldObjects(allOf);
  } else {
    const union2 = unions[0];
    const keyword = UNION_KEYS.find((k) => Array.isArray(union2[k]));
    if (Object.keys(union2).length !== 1)
      return;
    const rest = allOf.filter((m) => m !== union2);
    const branches = union2[keyword].map((branch) => foldObjects([...rest, branch]));
    if (branches.some((b) => !b))
      return;
    folded = { [keyword]: branches };
  }
  if (!folded)
    return;
  delete json.allOf;
  assignProps(json, folded);
}
function finalize(ctx, schema) {
  const root = ctx.seen.get(schema);
  if (!root)
    throw new Error("Unprocessed schema. This is a bug in Zod.");
  const flattenRef = (zodSchema) => {
    const seen = ctx.seen.get(zodSchema);
    if (seen.ref === null)
      return;
    const schema2 = seen.def ?? seen.schema;
    const _cached = { ...schema2 };
    const ref = seen.ref;
    seen.ref = null;
    if (ref) {
      flattenRef(ref);
      const refSeen = ctx.seen.get(ref);
      const refSchema = refSeen.schema;
      if (refSchema.$ref && (ctx.target === "draft-07" || ctx.target === "draft-04" || ctx.target === "openapi-3.0")) {
        schema2.allOf = schema2.allOf ?? [];
        schema2.allOf.push(refSchema);
      } else {
        assignProps(schema2, refSchema);
      }
      assignProps(schema2, _cached);
      const isParentRef = zodSchema._zod.parent === ref;
      if (isParentRef) {
        for (const key in schema2) {
          if (key === "$ref" || key === "allOf")
            continue;
          if (!(key in _cached)) {
            delete schema2[key];
          }
        }
      }
      if (refSchema.$ref && refSeen.def) {
        for (const key in schema2) {
          if (key === "$ref" || key === "allOf")
            continue;
          if (key in refSeen.def && JSON.stringify(schema2[key]) === JSON.stringify(refSeen.def[key])) {
            delete schema2[key];
          }
        }
      }
    }
    const parent = zodSchema._zod.parent;
    if (parent && parent !== ref) {
      flattenRef(parent);
      const parentSeen = ctx.seen.get(parent);
      if (parentSeen?.schema.$ref) {
        schema2.$ref = parentSeen.schema.$ref;
        if (parentSeen.def) {
          for (const key in schema2) {
            if (key === "$ref" || key === "allOf")
              continue;
            if (key in parentSeen.def && JSON.stringify(schema2[key]) === JSON.stringify(parentSeen.def[key])) {
              delete schema2[key];
            }
          }
        }
      }
    }
    ctx.override({
      zodSchema,
      jsonSchema: schema2,
      path: seen.path ?? []
    });
  };
  if (!ctx.external || ctx.sharedEmitDoneFor !== ctx.external) {
    for (const entry of [...ctx.seen.entries()].reverse()) {
      flattenRef(entry[0]);
    }
    if (ctx.target !== "openapi-3.0") {
      for (const entry of ctx.seen.entries()) {
        compactTypeUnion(entry[1].def ?? entry[1].schema);
      }
    }
    for (const rewrite of ctx.deferred)
      rewrite();
    if (ctx.intersections.length) {
      const carriers = /* @__PURE__ */ new Map();
      for (const seen of ctx.seen.values()) {
        for (const json of [seen.schema, seen.def]) {
          const allOf = json?.allOf;
          if (!Array.isArray(allOf))
            continue;
          const existing = carriers.get(allOf);
          if (existing)
            existing.push(json);
          else
            carriers.set(allOf, [json]);
        }
      }
      for (const allOf of ctx.intersections) {
        for (const json of carriers.get(allOf) ?? [])
          foldIntersection(json);
      }
    }
  }
  const result = {};
  if (ctx.target === "draft-2020-12") {
    result.$schema = "https://json-schema.org/draft/2020-12/schema";
  } else if (ctx.target === "draft-07") {
    result.$schema = "http://json-schema.org/draft-07/schema#";
  } else if (ctx.target === "draft-04") {
    result.$schema = "http://json-schema.org/draft-04/schema#";
  } else if (ctx.target === "openapi-3.0") {
  } else {
  }
  if (ctx.external?.uri) {
    const id = ctx.external.registry.get(schema)?.id;
    if (!id)
      throw new Error("Schema is missing an `id` property");
    result.$id = ctx.external.uri(id);
  }
  assignProps(result, root.defId ? root.schema : root.def ?? root.schema);
  const rootMetaId = ctx.metadataRegistry.get(schema)?.id;
  if (rootMetaId !== void 0 && result.id === rootMetaId)
    delete result.id;
  const defs = ctx.external?.defs ?? {};
  if (!ctx.external || ctx.sharedEmitDoneFor !== ctx.external) {
    for (const entry of ctx.seen.entries()) {
      const seen = entry[1];
      if (seen.def && seen.defId) {
        if (seen.def.id === seen.defId)
          delete seen.def.id;
        assignProp(defs, seen.defId, seen.def);
      }
    }
  }
  if (ctx.external)
    ctx.sharedEmitDoneFor = ctx.external;
  if (ctx.external) {
  } else {
    if (Object.keys(defs).length > 0) {
      if (ctx.target === "draft-2020-12") {
        result.$defs = defs;
      } else {
        result.definitions = defs;
      }
    }
  }
  try {
    const finalized = JSON.parse(JSON.stringify(result));
    Object.defineProperty(finalized, "~standard", {
      value: {
        ...schema["~standard"],
        jsonSchema: {
          input: createStandardJSONSchemaMethod(schema, "input", ctx.processors),
          output: createStandardJSONSchemaMethod(schema, "output", ctx.processors)
        }
      },
      enumerable: false,
      writable: false
    });
    return finalized;
  } catch (_err) {
    throw new Error("Error converting schema to JSON.");
  }
}
function isTransforming(_schema, _ctx) {
  const ctx = _ctx ?? { seen: /* @__PURE__ */ new Set() };
  if (ctx.seen.has(_schema))
    return false;
  ctx.seen.add(_schema);
  const def = _schema._zod.def;
  if (def.type === "transform")
    return true;
  if (def.type === "array")
    return isTransforming(def.element, ctx);
  if (def.type === "set")
    return isTransforming(def.valueType, ctx);
  if (def.type === "lazy")
    return isTransforming(def.getter(), ctx);
  if (def.type === "promise" || def.type === "optional" || def.type === "nonoptional" || def.type === "nullable" || def.type === "readonly" || def.type === "default" || def.type === "prefault" || def.type === "catch") {
    return isTransforming(def.innerType, ctx);
  }
  if (def.type === "intersection") {
    return isTransforming(def.left, ctx) || isTransforming(def.right, ctx);
  }
  if (def.type === "record" || def.type === "map") {
    return isTransforming(def.keyType, ctx) || isTransforming(def.valueType, ctx);
  }
  if (def.type === "pipe") {
    if (_schema._zod.traits.has("$ZodCodec"))
      return true;
    return isTransforming(def.in, ctx) || isTransforming(def.out, ctx);
  }
  if (def.type === "object") {
    for (const key in def.shape) {
      if (isTransforming(def.shape[key], ctx))
        return true;
    }
    return false;
  }
  if (def.type === "union") {
    for (const option of def.options) {
      if (isTransforming(option, ctx))
        return true;
    }
    return false;
  }
  if (def.type === "tuple") {
    for (const item of def.items) {
      if (isTransforming(item, ctx))
        return true;
    }
    if (def.rest && isTransforming(def.rest, ctx))
      return true;
    return false;
  }
  return false;
}
var createToJSONSchemaMethod = (schema, processors = {}) => (params) => {
  const ctx = initializeContext({ ...params, processors });
  processSchema(schema, ctx);
  extractDefs(ctx, schema);
  return finalize(ctx, schema);
};
var createStandardJSONSchemaMethod = (schema, io, processors = {}) => (params) => {
  const { libraryOptions, target } = params ?? {};
  const ctx = initializeContext({ ...libraryOptions ?? {}, target, io, processors });
  processSchema(schema, ctx);
  extractDefs(ctx, schema);
  return finalize(ctx, schema);
};

// node_modules/zod/v4/core/json-schema-processors.js
var narrowMin = (agg, key, value2) => {
  if (agg[key] === void 0 || value2 > agg[key])
    agg[key] = value2;
};
var narrowMax = (agg, key, value2) => {
  if (agg[key] === void 0 || value2 < agg[key])
    agg[key] = value2;
};
var narrowBoth = (agg, value2) => {
  narrowMin(agg, "minimum", value2);
  narrowMax(agg, "maximum", value2);
};
var addDivisor = (agg, value2) => {
  agg.multipleOf ?? (agg.multipleOf = []);
  if (!agg.multipleOf.includes(value2))
    agg.multipleOf.push(value2);
};
var addPattern = (agg, pattern) => {
  agg.patterns ?? (agg.patterns = /* @__PURE__ */ new Set());
  agg.patterns.add(pattern);
};
var intersectMime = (agg, mime) => {
  agg.mime = agg.mime ? agg.mime.filter((m) => mime.includes(m)) : [...mime];
};
var setFormat = (agg, format) => {
  agg.format = format;
  if (format.includes("int"))
    agg.isInt = true;
};
var minContributor = (agg, def) => narrowMin(agg, "minimum", def.minimum);
var maxContributor = (agg, def) => narrowMax(agg, "maximum", def.maximum);
var formatContributor = (ranges) => (agg, def) => {
  setFormat(agg, def.format);
  const [minimum, maximum] = ranges[def.format];
  narrowMin(agg, "minimum", minimum);
  narrowMax(agg, "maximum", maximum);
};
var contributors = {
  greater_than: (agg, def) => narrowMin(agg, def.inclusive ? "minimum" : "exclusiveMinimum", def.value),
  less_than: (agg, def) => narrowMax(agg, def.inclusive ? "maximum" : "exclusiveMaximum", def.value),
  multiple_of: (agg, def) => addDivisor(agg, def.value),
  number_format: formatContributor(NUMBER_FORMAT_RANGES),
  bigint_format: formatContributor(BIGINT_FORMAT_RANGES),
  min_length: minContributor,
  max_length: maxContributor,
  length_equals: (agg, def) => narrowBoth(agg, def.length),
  min_size: minContributor,
  max_size: maxContributor,
  size_equals: (agg, def) => narrowBoth(agg, def.size),
  string_format: (agg, def) => {
    setFormat(agg, def.format);
    if (def.pattern)
      addPattern(agg, def.pattern);
    if (def.format === "base64" || def.format === "base64url")
      agg.contentEncoding = def.format;
    if (def.local || def.precision === -1)
      agg.laxFormat = true;
  },
  mime_type: (agg, def) => intersectMime(agg, def.mime)
};
function aggregateChecks(schema) {
  const agg = {};
  const def = schema._zod.def;
  const list = schema._zod.traits.has("$ZodCheck") ? [schema, ...def.checks ?? []] : def.checks ?? [];
  for (const ch of list)
    contributors[ch._zod.def.check]?.(agg, ch._zod.def);
  const bag = schema._zod.bag;
  if (bag.minimum !== void 0)
    narrowMin(agg, "minimum", bag.minimum);
  if (bag.exclusiveMinimum !== void 0)
    narrowMin(agg, "exclusiveMinimum", bag.exclusiveMinimum);
  if (bag.maximum !== void 0)
    narrowMax(agg, "maximum", bag.maximum);
  if (bag.exclusiveMaximum !== void 0)
    narrowMax(agg, "exclusiveMaximum", bag.exclusiveMaximum);
  if (bag.multipleOf !== void 0)
    addDivisor(agg, bag.multipleOf);
  if (bag.format !== void 0) {
    agg.format ?? (agg.format = bag.format);
    if (bag.format.includes("int"))
      agg.isInt = true;
  }
  if (bag.mime)
    intersectMime(agg, bag.mime);
  for (const pattern of bag.patterns ?? [])
    addPattern(agg, pattern);
  return agg;
}
var formatMap = {
  guid: "uuid",
  url: "uri",
  datetime: "date-time",
  json_string: "json-string",
  regex: ""
  // do not set
};
var exactPatterns = /* @__PURE__ */ new Map([
  [base64Charset, base64],
  [base64urlCharset, base64url]
]);
var exactPattern = (p) => exactPatterns.get(p) ?? p;
var stringProcessor = (schema, ctx, _json, _params) => {
  const json = _json;
  json.type = "string";
  const { minimum, maximum, format, patterns, contentEncoding, laxFormat } = aggregateChecks(schema);
  if (typeof minimum === "number")
    json.minLength = minimum;
  if (typeof maximum === "number")
    json.maxLength = maximum;
  if (format) {
    json.format = formatMap[format] ?? format;
    if (json.format === "")
      delete json.format;
    if (format === "time" || laxFormat) {
      delete json.format;
    }
  }
  if (contentEncoding)
    json.contentEncoding = contentEncoding;
  if (patterns && patterns.size > 0) {
    const patternList = [...patterns].map(exactPattern);
    if (patternList.length === 1)
      json.pattern = patternList[0].source;
    else if (patternList.length > 1) {
      json.allOf = [
        ...patternList.map((regex) => ({
          ...ctx.target === "draft-07" || ctx.target === "draft-04" || ctx.target === "openapi-3.0" ? { type: "string" } : {},
          pattern: regex.source
        }))
      ];
    }
  }
};
var numberProcessor = (schema, ctx, _json, params) => {
  const json = _json;
  const { minimum, maximum, multipleOf, exclusiveMaximum, exclusiveMinimum, isInt } = aggregateChecks(schema);
  json.type = isInt ? "integer" : "number";
  const exMin = typeof exclusiveMinimum === "number" && exclusiveMinimum >= (minimum ?? Number.NEGATIVE_INFINITY);
  const exMax = typeof exclusiveMaximum === "number" && exclusiveMaximum <= (maximum ?? Number.POSITIVE_INFINITY);
  const legacy = ctx.target === "draft-04" || ctx.target === "openapi-3.0";
  if (exMin) {
    if (legacy) {
      json.minimum = exclusiveMinimum;
      json.exclusiveMinimum = true;
    } else {
      json.exclusiveMinimum = exclusiveMinimum;
    }
  } else if (typeof minimum === "number") {
    json.minimum = minimum;
  }
  if (exMax) {
    if (legacy) {
      json.maximum = exclusiveMaximum;
      json.exclusiveMaximum = true;
    } else {
      json.exclusiveMaximum = exclusiveMaximum;
    }
  } else if (typeof maximum === "number") {
    json.maximum = maximum;
  }
  if (multipleOf) {
    const divisors = /* @__PURE__ */ new Set();
    for (const divisor of multipleOf) {
      if (Number.isFinite(divisor) && divisor !== 0)
        divisors.add(Math.abs(divisor));
      else
        handleUnrepresentable(schema, ctx, json, params, `A multipleOf divisor of ${divisor} cannot be represented in JSON Schema`);
    }
    const [first, ...rest] = divisors;
    if (first !== void 0)
      json.multipleOf = first;
    if (rest.length)
      json.allOf = [...json.allOf ?? [], ...rest.map((m) => ({ multipleOf: m }))];
  }
};
var neverProcessor = (_schema, _ctx, json, _params) => {
  json.not = {};
};
var unknownProcessor = (_schema, _ctx, _json, _params) => {
};
var enumProcessor = (schema, _ctx, json, _params) => {
  const def = schema._zod.def;
  const values = getEnumValues(def.entries);
  if (values.length === 0) {
    json.not = {};
    return;
  }
  if (values.every((v) => typeof v === "number"))
    json.type = "number";
  if (values.every((v) => typeof v === "string"))
    json.type = "string";
  json.enum = values;
};
var literalProcessor = (schema, ctx, json, params) => {
  const def = schema._zod.def;
  if (def.values.length === 0) {
    json.not = {};
    return;
  }
  const vals = [];
  for (const val of def.values) {
    if (val === void 0) {
      if (handleUnrepresentable(schema, ctx, json, params, "Literal `undefined` cannot be represented in JSON Schema"))
        return;
    } else if (typeof val === "bigint") {
      if (handleUnrepresentable(schema, ctx, json, params, "BigInt literals cannot be represented in JSON Schema"))
        return;
      vals.push(Number(val));
    } else {
      vals.push(val);
    }
  }
  if (vals.length === 0) {
  } else if (vals.length === 1) {
    const val = vals[0];
    json.type = val === null ? "null" : typeof val;
    if (ctx.target === "draft-04" || ctx.target === "openapi-3.0") {
      json.enum = [val];
    } else {
      json.const = val;
    }
  } else {
    if (vals.every((v) => typeof v === "number"))
      json.type = "number";
    if (vals.every((v) => typeof v === "string"))
      json.type = "string";
    if (vals.every((v) => typeof v === "boolean"))
      json.type = "boolean";
    if (vals.every((v) => v === null))
      json.type = "null";
    json.enum = vals;
  }
};
var customProcessor = (schema, ctx, json, params) => {
  handleUnrepresentable(schema, ctx, json, params, "Custom types cannot be represented in JSON Schema");
};
var transformProcessor = (schema, ctx, json, params) => {
  handleUnrepresentable(schema, ctx, json, params, "Transforms cannot be represented in JSON Schema");
};
var arrayProcessor = (schema, ctx, _json, params) => {
  const json = _json;
  const def = schema._zod.def;
  const { minimum, maximum } = aggregateChecks(schema);
  if (typeof minimum === "number")
    json.minItems = minimum;
  if (typeof maximum === "number")
    json.maxItems = maximum;
  json.type = "array";
  json.items = processSchema(def.element, ctx, {
    ...params,
    path: [...params.path, "items"]
  });
};
function inputOptin(schema) {
  const def = schema._zod.def;
  if (def.type === "pipe" && def.in._zod.traits.has("$ZodTransform")) {
    return inputOptin(def.out);
  }
  if (def.type === "catch") {
    return inputOptin(def.innerType);
  }
  return schema._zod.optin;
}
var objectProcessor = (schema, ctx, _json, params) => {
  const json = _json;
  const def = schema._zod.def;
  const shape = def.shape;
  const symbolKeys = Object.getOwnPropertySymbols(shape);
  if (symbolKeys.length && handleUnrepresentable(schema, ctx, json, params, "Symbol keys cannot be represented in JSON Schema")) {
    return;
  }
  json.type = "object";
  json.properties = {};
  for (const key in shape) {
    assignProp(json.properties, key, processSchema(shape[key], ctx, {
      ...params,
      path: [...params.path, "properties", key]
    }));
  }
  const requiredKeys = [];
  for (const key of Object.keys(shape)) {
    const field2 = def.shape[key];
    if (ctx.io === "input" ? inputOptin(field2) === void 0 : field2._zod.optout === void 0) {
      requiredKeys.push(key);
    }
  }
  if (requiredKeys.length > 0) {
    json.required = requiredKeys;
  }
  if (def.catchall?._zod.def.type === "never") {
    json.additionalProperties = false;
  } else if (!def.catchall) {
    if (ctx.io === "output")
      json.additionalProperties = false;
  } else if (def.catchall) {
    json.additionalProperties = processSchema(def.catchall, ctx, {
      ...params,
      path: [...params.path, "additionalProperties"]
    });
  }
};
var unionProcessor = (schema, ctx, json, params) => {
  const def = schema._zod.def;
  const isExclusive = def.inclusive === false;
  const options = def.options.map((x, i) => processSchema(x, ctx, {
    ...params,
    path: [...params.path, isExclusive ? "oneOf" : "anyOf", i]
  }));
  if (isExclusive) {
    json.oneOf = options;
  } else {
    json.anyOf = options;
  }
};
var intersectionProcessor = (schema, ctx, json, params) => {
  const def = schema._zod.def;
  const a = processSchema(def.left, ctx, {
    ...params,
    path: [...params.path, "allOf", 0]
  });
  const b = processSchema(def.right, ctx, {
    ...params,
    path: [...params.path, "allOf", 1]
  });
  const isSimpleIntersection = (val) => "allOf" in val && Object.keys(val).length === 1;
  const allOf = [
    ...isSimpleIntersection(a) ? a.allOf : [a],
    ...isSimpleIntersection(b) ? b.allOf : [b]
  ];
  json.allOf = allOf;
  ctx.intersections.push(allOf);
};
var tupleProcessor = (schema, ctx, _json, params) => {
  const json = _json;
  const def = schema._zod.def;
  json.type = "array";
  const prefixPath = ctx.target === "draft-2020-12" ? "prefixItems" : "items";
  const restPath = ctx.target === "draft-2020-12" ? "items" : ctx.target === "openapi-3.0" ? "items" : "additionalItems";
  const prefixItems = def.items.map((x, i) => processSchema(x, ctx, {
    ...params,
    path: [...params.path, prefixPath, i]
  }));
  const rest = def.rest ? processSchema(def.rest, ctx, {
    ...params,
    path: [...params.path, restPath, ...ctx.target === "openapi-3.0" ? [def.items.length] : []]
  }) : null;
  let minItems = def.items.length;
  while (minItems > 0) {
    const item = def.items[minItems - 1];
    const optional2 = ctx.io === "input" ? inputOptin(item) !== void 0 : item._zod.optout === "optional";
    if (!optional2)
      break;
    minItems--;
  }
  const maxItems = def.items.length;
  const isClosed = !def.rest;
  if (ctx.target === "draft-2020-12") {
    json.prefixItems = prefixItems;
    if (isClosed) {
      json.items = false;
    } else if (rest) {
      json.items = rest;
    }
    if (minItems > 0)
      json.minItems = minItems;
    if (isClosed)
      json.maxItems = maxItems;
  } else if (ctx.target === "openapi-3.0") {
    json.items = {
      anyOf: prefixItems
    };
    if (rest) {
      json.items.anyOf.push(rest);
    }
    if (minItems > 0)
      json.minItems = minItems;
    if (isClosed)
      json.maxItems = maxItems;
  } else {
    json.items = prefixItems;
    if (isClosed) {
      json.additionalItems = false;
    } else if (rest) {
      json.additionalItems = rest;
    }
    if (minItems > 0)
      json.minItems = minItems;
    if (isClosed)
      json.maxItems = maxItems;
  }
  const { minimum, maximum } = aggregateChecks(schema);
  if (typeof minimum === "number")
    json.minItems = minimum;
  if (typeof maximum === "number")
    json.maxItems = maximum;
};
var nullableProcessor = (schema, ctx, json, params) => {
  const def = schema._zod.def;
  const inner = processSchema(def.innerType, ctx, params);
  const seen = ctx.seen.get(schema);
  if (ctx.target === "openapi-3.0") {
    seen.ref = def.innerType;
    json.nullable = true;
  } else {
    json.anyOf = [inner, { type: "null" }];
  }
};
var nonoptionalProcessor = (schema, ctx, _json, params) => {
  const def = schema._zod.def;
  processSchema(def.innerType, ctx, params);
  const seen = ctx.seen.get(schema);
  seen.ref = def.innerType;
};
var UNREPRESENTABLE_DEFAULT = /* @__PURE__ */ Symbol();
function serializeDefaultValue(value2, schema, ctx, json, params) {
  let unrepresentable = false;
  const serialized = JSON.stringify(value2, (_, val) => {
    if (typeof val !== "bigint")
      return val;
    unrepresentable = true;
    return null;
  });
  if (!unrepresentable)
    return JSON.parse(serialized);
  handleUnrepresentable(schema, ctx, json, params, "BigInt defaults cannot be represented in JSON Schema");
  return UNREPRESENTABLE_DEFAULT;
}
var defaultProcessor = (schema, ctx, json, params) => {
  const def = schema._zod.def;
  processSchema(def.innerType, ctx, params);
  const seen = ctx.seen.get(schema);
  seen.ref = def.innerType;
  const value2 = serializeDefaultValue(def.defaultValue, schema, ctx, json, params);
  if (value2 !== UNREPRESENTABLE_DEFAULT)
    json.default = value2;
};
var prefaultProcessor = (schema, ctx, json, params) => {
  const def = schema._zod.def;
  processSchema(def.innerType, ctx, params);
  const seen = ctx.seen.get(schema);
  seen.ref = def.innerType;
  if (ctx.io !== "input")
    return;
  const value2 = serializeDefaultValue(def.defaultValue, schema, ctx, json, params);
  if (value2 !== UNREPRESENTABLE_DEFAULT)
    json._prefault = value2;
};
var catchProcessor = (schema, ctx, json, params) => {
  const def = schema._zod.def;
  processSchema(def.innerType, ctx, params);
  const seen = ctx.seen.get(schema);
  seen.ref = def.innerType;
  let catchValue;
  try {
    catchValue = def.catchValue(void 0);
  } catch {
    handleUnrepresentable(schema, ctx, json, params, "Dynamic catch values are not supported in JSON Schema");
    return;
  }
  json.default = catchValue;
};
var pipeProcessor = (schema, ctx, _json, params) => {
  const def = schema._zod.def;
  const inIsTransform = def.in._zod.traits.has("$ZodTransform");
  const innerType = ctx.io === "input" ? inIsTransform ? def.out : def.in : def.out;
  processSchema(innerType, ctx, params);
  const seen = ctx.seen.get(schema);
  seen.ref = innerType;
};
var readonlyProcessor = (schema, ctx, json, params) => {
  const def = schema._zod.def;
  processSchema(def.innerType, ctx, params);
  const seen = ctx.seen.get(schema);
  seen.ref = def.innerType;
  json.readOnly = true;
};
var optionalProcessor = (schema, ctx, _json, params) => {
  const def = schema._zod.def;
  processSchema(def.innerType, ctx, params);
  const seen = ctx.seen.get(schema);
  seen.ref = def.innerType;
};

// node_modules/zod/v4/classic/errors.js
var _installedErrorProtos = /* @__PURE__ */ new WeakSet([Object.prototype, Error.prototype]);
function _lazyMethod(proto, key, make) {
  Object.defineProperty(proto, key, {
    configurable: true,
    enumerable: false,
    get() {
      const value2 = make(this);
      Object.defineProperty(this, key, { value: value2, configurable: true, writable: true });
      return value2;
    },
    set(value2) {
      Object.defineProperty(this, key, { value: value2, configurable: true, writable: true });
    }
  });
}
var initializer2 = (inst, issues) => {
  $ZodError.init(inst, issues);
  inst.name = "ZodError";
  const proto = Object.getPrototypeOf(inst);
  if (_installedErrorProtos.has(proto))
    return;
  _installedErrorProtos.add(proto);
  _lazyMethod(proto, "format", (self) => (mapper) => formatError(self, mapper));
  _lazyMethod(proto, "flatten", (self) => (mapper) => flattenError(self, mapper));
  _lazyMethod(proto, "addIssue", (self) => (issue2) => {
    self.issues.push(issue2);
    self.message = JSON.stringify(self.issues, jsonStringifyReplacer, 2);
  });
  _lazyMethod(proto, "addIssues", (self) => (issues2) => {
    self.issues.push(...issues2);
    self.message = JSON.stringify(self.issues, jsonStringifyReplacer, 2);
  });
  Object.defineProperty(proto, "isEmpty", {
    configurable: true,
    enumerable: false,
    get() {
      return this.issues.length === 0;
    }
  });
};
var ZodRealError = /* @__PURE__ */ $constructor("ZodError", initializer2, void 0, {
  Parent: Error
});

// node_modules/zod/v4/classic/parse.js
var parse = /* @__PURE__ */ _parse(ZodRealError);
var parseAsync = /* @__PURE__ */ _parseAsync(ZodRealError);
var safeParse = /* @__PURE__ */ _safeParse(ZodRealError);
var safeParseAsync = /* @__PURE__ */ _safeParseAsync(ZodRealError);
var encode = /* @__PURE__ */ _encode(ZodRealError);
var decode = /* @__PURE__ */ _decode(ZodRealError);
var encodeAsync = /* @__PURE__ */ _encodeAsync(ZodRealError);
var decodeAsync = /* @__PURE__ */ _decodeAsync(ZodRealError);
var safeEncode = /* @__PURE__ */ _safeEncode(ZodRealError);
var safeDecode = /* @__PURE__ */ _safeDecode(ZodRealError);
var safeEncodeAsync = /* @__PURE__ */ _safeEncodeAsync(ZodRealError);
var safeDecodeAsync = /* @__PURE__ */ _safeDecodeAsync(ZodRealError);

// node_modules/zod/v4/classic/schemas.js
function _ensureDefaultLocale() {
  if (!globalConfig.localeError)
    config(en_default());
}
function _ensureDefaultMemoizer() {
  if (!globalConfig.memoizer)
    config({ memoizer: memoizer() });
}
var ZodType = /* @__PURE__ */ $constructor("ZodType", (inst, def) => {
  _ensureDefaultLocale();
  $ZodType.init(inst, def);
  inst.def = def;
  inst.type = def.type;
  return inst;
}, {
  check(...chks) {
    const def = this.def;
    return this.clone(util_exports.mergeDefs(def, {
      checks: [
        ...def.checks ?? [],
        ...chks.map((ch) => typeof ch === "function" ? { _zod: { check: ch, def: { check: "custom" }, onattach: [] } } : ch)
      ]
    }), { parent: true });
  },
  with(...chks) {
    return this.check(...chks);
  },
  clone(def, params) {
    return clone(this, def, params);
  },
  brand() {
    return this;
  },
  register(reg, meta2) {
    reg.add(this, meta2);
    return this;
  },
  refine(check, params) {
    return this.check(refine(check, params));
  },
  superRefine(refinement, params) {
    return this.check(superRefine(refinement, params));
  },
  overwrite(fn) {
    return this.check(_overwrite(fn));
  },
  optional() {
    return optional(this);
  },
  exactOptional() {
    return exactOptional(this);
  },
  nullable() {
    return nullable(this);
  },
  nullish() {
    return optional(nullable(this));
  },
  nonoptional(params) {
    return nonoptional(this, params);
  },
  array() {
    return array(this);
  },
  or(arg) {
    return union([this, arg]);
  },
  and(arg) {
    return intersection(this, arg);
  },
  transform(tx) {
    return pipe(this, transform(tx));
  },
  default(d) {
    return _default(this, d);
  },
  prefault(d) {
    return prefault(this, d);
  },
  catch(params) {
    return _catch(this, params);
  },
  pipe(target) {
    return pipe(this, target);
  },
  readonly() {
    return readonly(this);
  },
  describe(description) {
    const cl = this.clone();
    globalRegistry.add(cl, { description });
    return cl;
  },
  meta(...args) {
    if (args.length === 0)
      return globalRegistry.get(this);
    const cl = this.clone();
    globalRegistry.add(cl, args[0]);
    return cl;
  },
  isOptional() {
    return this.safeParse(void 0).success;
  },
  isNullable() {
    return this.safeParse(null).success;
  },
  apply(fn, ...args) {
    return args.length === 0 ? fn(this) : fn(this, ...args);
  },
  // Overrides core's `~standard` to add `jsonSchema`. Must stay a prototype entry: redefining it per instance demotes instances to dictionary mode.
  get "~standard"() {
    return util_exports.hide(this, "~standard", {
      ...standardProps(this),
      jsonSchema: {
        input: createStandardJSONSchemaMethod(this, "input"),
        output: createStandardJSONSchemaMethod(this, "output")
      }
    });
  },
  set "~standard"(value2) {
    util_exports.own(this, "~standard", value2);
  },
  parse: function _parse2(data, params) {
    return parse(this, data, params, { callee: _parse2 });
  },
  parseAsync: async function _parseAsync2(data, params) {
    return await parseAsync(this, data, params, { callee: _parseAsync2 });
  },
  safeParse(data, params) {
    return safeParse(this, data, params);
  },
  async safeParseAsync(data, params) {
    return safeParseAsync(this, data, params);
  },
  // `spa` is an alias: same function object as `safeParseAsync`, as before.
  get spa() {
    return this?.safeParseAsync;
  },
  set spa(value2) {
    util_exports.own(this, "spa", value2);
  },
  validate(data, params) {
    return validate(this, data, params);
  },
  validateAsync(data, params) {
    return validateAsync(this, data, params);
  },
  encode: function _encode2(data, params) {
    return encode(this, data, params, { callee: _encode2 });
  },
  decode: function _decode2(data, params) {
    return decode(this, data, params, { callee: _decode2 });
  },
  encodeAsync: async function _encodeAsync2(data, params) {
    return await encodeAsync(this, data, params, { callee: _encodeAsync2 });
  },
  decodeAsync: async function _decodeAsync2(data, params) {
    return await decodeAsync(this, data, params, { callee: _decodeAsync2 });
  },
  safeEncode(data, params) {
    return safeEncode(this, data, params);
  },
  safeDecode(data, params) {
    return safeDecode(this, data, params);
  },
  async safeEncodeAsync(data, params) {
    return safeEncodeAsync(this, data, params);
  },
  async safeDecodeAsync(data, params) {
    return safeDecodeAsync(this, data, params);
  },
  toJSONSchema(params) {
    return createToJSONSchemaMethod(this, {})(params);
  },
  // Reads through to the registry on every access, so it must not cache.
  get description() {
    return globalRegistry.get(this)?.description;
  },
  // No setter: `schema._def = x` throws, as it did when `_def` was a non-writable own property.
  get _def() {
    return this._zod.def;
  }
});
var _ZodString = /* @__PURE__ */ $constructor(
  "_ZodString",
  (inst, def) => {
    $ZodString.init(inst, def);
    ZodType.init(inst, def);
    inst._zod.processJSONSchema = (ctx, json, params) => stringProcessor(inst, ctx, json, params);
  },
  /* @__PURE__ */ util_exports.derived({
    format: (inst) => aggregateChecks(inst).format ?? null,
    minLength: (inst) => aggregateChecks(inst).minimum ?? null,
    maxLength: (inst) => aggregateChecks(inst).maximum ?? null
  }, {
    regex(...args) {
      return this.check(_regex(...args));
    },
    includes(...args) {
      return this.check(_includes(...args));
    },
    startsWith(...args) {
      return this.check(_startsWith(...args));
    },
    endsWith(...args) {
      return this.check(_endsWith(...args));
    },
    min(...args) {
      return this.check(_minLength(...args));
    },
    max(...args) {
      return this.check(_maxLength(...args));
    },
    length(...args) {
      return this.check(_length(...args));
    },
    nonempty(...args) {
      return this.check(_minLength(1, ...args));
    },
    lowercase(params) {
      return this.check(_lowercase(params));
    },
    uppercase(params) {
      return this.check(_uppercase(params));
    },
    trim() {
      return this.check(_trim());
    },
    normalize(...args) {
      return this.check(_normalize(...args));
    },
    toLowerCase() {
      return this.check(_toLowerCase());
    },
    toUpperCase() {
      return this.check(_toUpperCase());
    },
    slugify() {
      return this.check(_slugify());
    }
  })
);
var ZodString = /* @__PURE__ */ $constructor("ZodString", (inst, def) => {
  $ZodString.init(inst, def);
  _ZodString.init(inst, def);
}, {
  email(params) {
    return this.check(_email(ZodEmail, params));
  },
  url(params) {
    return this.check(_url(ZodURL, params));
  },
  jwt(params) {
    return this.check(_jwt(ZodJWT, params));
  },
  emoji(params) {
    return this.check(_emoji2(ZodEmoji, params));
  },
  guid(params) {
    return this.check(_guid(ZodGUID, params));
  },
  uuid(params) {
    return this.check(_uuid(ZodUUID, params));
  },
  uuidv4(params) {
    return this.check(_uuidv4(ZodUUID, params));
  },
  uuidv6(params) {
    return this.check(_uuidv6(ZodUUID, params));
  },
  uuidv7(params) {
    return this.check(_uuidv7(ZodUUID, params));
  },
  nanoid(params) {
    return this.check(_nanoid(ZodNanoID, params));
  },
  cuid(params) {
    return this.check(_cuid(ZodCUID, params));
  },
  cuid2(params) {
    return this.check(_cuid2(ZodCUID2, params));
  },
  ulid(params) {
    return this.check(_ulid(ZodULID, params));
  },
  base64(params) {
    return this.check(_base64(ZodBase64, params));
  },
  base64url(params) {
    return this.check(_base64url(ZodBase64URL, params));
  },
  xid(params) {
    return this.check(_xid(ZodXID, params));
  },
  ksuid(params) {
    return this.check(_ksuid(ZodKSUID, params));
  },
  ipv4(params) {
    return this.check(_ipv4(ZodIPv4, params));
  },
  ipv6(params) {
    return this.check(_ipv6(ZodIPv6, params));
  },
  cidrv4(params) {
    return this.check(_cidrv4(ZodCIDRv4, params));
  },
  cidrv6(params) {
    return this.check(_cidrv6(ZodCIDRv6, params));
  },
  e164(params) {
    return this.check(_e164(ZodE164, params));
  },
  datetime(params) {
    return this.check(_isoDateTime(ZodISODateTime, params));
  },
  date(params) {
    return this.check(_isoDate(ZodISODate, params));
  },
  time(params) {
    return this.check(_isoTime(ZodISOTime, params));
  },
  duration(params) {
    return this.check(_isoDuration(ZodISODuration, params));
  }
});
function string2(params) {
  return _string(ZodString, params);
}
var ZodStringFormat = /* @__PURE__ */ $constructor("ZodStringFormat", (inst, def) => {
  $ZodStringFormat.init(inst, def);
  _ZodString.init(inst, def);
});
var ZodISODateTime = /* @__PURE__ */ $constructor("ZodISODateTime", (inst, def) => {
  $ZodISODateTime.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodISODate = /* @__PURE__ */ $constructor("ZodISODate", (inst, def) => {
  $ZodISODate.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodISOTime = /* @__PURE__ */ $constructor("ZodISOTime", (inst, def) => {
  $ZodISOTime.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodISODuration = /* @__PURE__ */ $constructor("ZodISODuration", (inst, def) => {
  $ZodISODuration.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodEmail = /* @__PURE__ */ $constructor("ZodEmail", (inst, def) => {
  $ZodEmail.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodGUID = /* @__PURE__ */ $constructor("ZodGUID", (inst, def) => {
  $ZodGUID.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodUUID = /* @__PURE__ */ $constructor("ZodUUID", (inst, def) => {
  $ZodUUID.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodURL = /* @__PURE__ */ $constructor("ZodURL", (inst, def) => {
  $ZodURL.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodEmoji = /* @__PURE__ */ $constructor("ZodEmoji", (inst, def) => {
  $ZodEmoji.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodNanoID = /* @__PURE__ */ $constructor("ZodNanoID", (inst, def) => {
  $ZodNanoID.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodCUID = /* @__PURE__ */ $constructor("ZodCUID", (inst, def) => {
  $ZodCUID.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodCUID2 = /* @__PURE__ */ $constructor("ZodCUID2", (inst, def) => {
  $ZodCUID2.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodULID = /* @__PURE__ */ $constructor("ZodULID", (inst, def) => {
  $ZodULID.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodXID = /* @__PURE__ */ $constructor("ZodXID", (inst, def) => {
  $ZodXID.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodKSUID = /* @__PURE__ */ $constructor("ZodKSUID", (inst, def) => {
  $ZodKSUID.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodIPv4 = /* @__PURE__ */ $constructor("ZodIPv4", (inst, def) => {
  $ZodIPv4.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodIPv6 = /* @__PURE__ */ $constructor("ZodIPv6", (inst, def) => {
  $ZodIPv6.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodCIDRv4 = /* @__PURE__ */ $constructor("ZodCIDRv4", (inst, def) => {
  $ZodCIDRv4.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodCIDRv6 = /* @__PURE__ */ $constructor("ZodCIDRv6", (inst, def) => {
  $ZodCIDRv6.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodBase64 = /* @__PURE__ */ $constructor("ZodBase64", (inst, def) => {
  $ZodBase64.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodBase64URL = /* @__PURE__ */ $constructor("ZodBase64URL", (inst, def) => {
  $ZodBase64URL.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodE164 = /* @__PURE__ */ $constructor("ZodE164", (inst, def) => {
  $ZodE164.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodJWT = /* @__PURE__ */ $constructor("ZodJWT", (inst, def) => {
  $ZodJWT.init(inst, def);
  ZodStringFormat.init(inst, def);
});
var ZodNumber = /* @__PURE__ */ $constructor(
  "ZodNumber",
  (inst, def) => {
    $ZodNumber.init(inst, def);
    ZodType.init(inst, def);
    inst._zod.processJSONSchema = (ctx, json, params) => numberProcessor(inst, ctx, json, params);
    inst.isFinite = true;
  },
  /* @__PURE__ */ util_exports.derived({
    minValue: (inst) => {
      const { minimum, exclusiveMinimum } = aggregateChecks(inst);
      return Math.max(minimum ?? Number.NEGATIVE_INFINITY, exclusiveMinimum ?? Number.NEGATIVE_INFINITY);
    },
    maxValue: (inst) => {
      const { maximum, exclusiveMaximum } = aggregateChecks(inst);
      return Math.min(maximum ?? Number.POSITIVE_INFINITY, exclusiveMaximum ?? Number.POSITIVE_INFINITY);
    },
    isInt: (inst) => {
      const { isInt, multipleOf } = aggregateChecks(inst);
      return !!isInt || !!multipleOf?.some(Number.isSafeInteger);
    },
    format: (inst) => aggregateChecks(inst).format ?? null
  }, {
    gt(value2, params) {
      return this.check(_gt(value2, params));
    },
    gte(value2, params) {
      return this.check(_gte(value2, params));
    },
    min(value2, params) {
      return this.check(_gte(value2, params));
    },
    lt(value2, params) {
      return this.check(_lt(value2, params));
    },
    lte(value2, params) {
      return this.check(_lte(value2, params));
    },
    max(value2, params) {
      return this.check(_lte(value2, params));
    },
    int(params) {
      return this.check(int(params));
    },
    safe(params) {
      return this.check(int(params));
    },
    positive(params) {
      return this.check(_gt(0, params));
    },
    nonnegative(params) {
      return this.check(_gte(0, params));
    },
    negative(params) {
      return this.check(_lt(0, params));
    },
    nonpositive(params) {
      return this.check(_lte(0, params));
    },
    multipleOf(value2, params) {
      return this.check(_multipleOf(value2, params));
    },
    step(value2, params) {
      return this.check(_multipleOf(value2, params));
    },
    finite() {
      return this;
    }
  })
);
var ZodNumberFormat = /* @__PURE__ */ $constructor("ZodNumberFormat", (inst, def) => {
  $ZodNumberFormat.init(inst, def);
  ZodNumber.init(inst, def);
});
function int(params) {
  return _int(ZodNumberFormat, params);
}
var ZodUnknown = /* @__PURE__ */ $constructor("ZodUnknown", (inst, def) => {
  $ZodUnknown.init(inst, def);
  ZodType.init(inst, def);
  inst._zod.processJSONSchema = (ctx, json, params) => unknownProcessor(inst, ctx, json, params);
});
function unknown() {
  return _unknown(ZodUnknown);
}
var ZodNever = /* @__PURE__ */ $constructor("ZodNever", (inst, def) => {
  $ZodNever.init(inst, def);
  ZodType.init(inst, def);
  inst._zod.processJSONSchema = (ctx, json, params) => neverProcessor(inst, ctx, json, params);
});
function never(params) {
  return _never(ZodNever, params);
}
var ZodArray = /* @__PURE__ */ $constructor("ZodArray", (inst, def) => {
  _ensureDefaultMemoizer();
  $ZodArray.init(inst, def);
  ZodType.init(inst, def);
  inst._zod.processJSONSchema = (ctx, json, params) => arrayProcessor(inst, ctx, json, params);
  inst.element = def.element;
}, {
  min(n, params) {
    return this.check(_minLength(n, params));
  },
  nonempty(params) {
    return this.check(_minLength(1, params));
  },
  max(n, params) {
    return this.check(_maxLength(n, params));
  },
  length(n, params) {
    return this.check(_length(n, params));
  },
  unwrap() {
    return this.element;
  }
});
function array(element, params) {
  return _array(ZodArray, element, params);
}
var ZodObject = /* @__PURE__ */ $constructor("ZodObject", (inst, def) => {
  _ensureDefaultMemoizer();
  $ZodObjectJIT.init(inst, def);
  ZodType.init(inst, def);
  inst._zod.processJSONSchema = (ctx, json, params) => objectProcessor(inst, ctx, json, params);
  util_exports.installLazyProp(inst, "shape", (self) => self._zod.def.shape, false);
}, {
  keyof() {
    return _enum(Object.keys(this._zod.def.shape));
  },
  catchall(catchall) {
    return this.clone(util_exports.mergeDefs(this._zod.def, { catchall }));
  },
  passthrough() {
    return this.clone(util_exports.mergeDefs(this._zod.def, { catchall: unknown() }));
  },
  loose() {
    return this.clone(util_exports.mergeDefs(this._zod.def, { catchall: unknown() }));
  },
  strict() {
    return this.clone(util_exports.mergeDefs(this._zod.def, { catchall: never() }));
  },
  strip() {
    return this.clone(util_exports.mergeDefs(this._zod.def, { catchall: void 0 }));
  },
  extend(incoming) {
    return util_exports.extend(this, incoming);
  },
  safeExtend(incoming) {
    return util_exports.safeExtend(this, incoming);
  },
  merge(other) {
    return util_exports.merge(this, other);
  },
  pick(mask) {
    return util_exports.pick(this, mask);
  },
  omit(mask) {
    return util_exports.omit(this, mask);
  },
  partial(...args) {
    return util_exports.partial(ZodOptional, this, args[0]);
  },
  exactPartial(...args) {
    return util_exports.partial(ZodExactOptional, this, args[0], "exactPartial");
  },
  required(...args) {
    return util_exports.required(ZodNonOptional, this, args[0]);
  }
});
function strictObject(shape, params) {
  return new ZodObject({
    type: "object",
    shape,
    catchall: never(),
    ...util_exports.normalizeParams(params)
  });
}
var ZodUnion = /* @__PURE__ */ $constructor("ZodUnion", (inst, def) => {
  $ZodUnion.init(inst, def);
  ZodType.init(inst, def);
  inst._zod.processJSONSchema = (ctx, json, params) => unionProcessor(inst, ctx, json, params);
  inst.options = def.options;
});
function union(options, params) {
  return new ZodUnion({
    type: "union",
    options,
    ...util_exports.normalizeParams(params)
  });
}
var ZodDiscriminatedUnion = /* @__PURE__ */ $constructor("ZodDiscriminatedUnion", (inst, def) => {
  ZodUnion.init(inst, def);
  $ZodDiscriminatedUnion.init(inst, def);
});
function discriminatedUnion(discriminator, options, params) {
  return new ZodDiscriminatedUnion({
    type: "union",
    options,
    discriminator,
    ...util_exports.normalizeParams(params)
  });
}
var ZodIntersection = /* @__PURE__ */ $constructor("ZodIntersection", (inst, def) => {
  $ZodIntersection.init(inst, def);
  ZodType.init(inst, def);
  inst._zod.processJSONSchema = (ctx, json, params) => intersectionProcessor(inst, ctx, json, params);
});
function intersection(left, right) {
  return new ZodIntersection({
    type: "intersection",
    left,
    right
  });
}
var ZodTuple = /* @__PURE__ */ $constructor("ZodTuple", (inst, def) => {
  _ensureDefaultMemoizer();
  $ZodTuple.init(inst, def);
  ZodType.init(inst, def);
  inst._zod.processJSONSchema = (ctx, json, params) => tupleProcessor(inst, ctx, json, params);
}, {
  rest(rest) {
    return this.clone({
      ...this._zod.def,
      rest
    });
  },
  partial() {
    const def = this._zod.def;
    if (def.checks?.length)
      throw new Error(".partial() cannot be used on tuple schemas containing refinements");
    return this.clone({
      ...def,
      items: def.items.map((item) => new ZodOptional({ type: "optional", innerType: item }))
    });
  }
});
function tuple(items, _paramsOrRest, _params) {
  const hasRest = _paramsOrRest instanceof $ZodType;
  const params = hasRest ? _params : _paramsOrRest;
  const rest = hasRest ? _paramsOrRest : null;
  return new ZodTuple({
    type: "tuple",
    items,
    rest,
    ...util_exports.normalizeParams(params)
  });
}
var ZodEnum = /* @__PURE__ */ $constructor("ZodEnum", (inst, def) => {
  $ZodEnum.init(inst, def);
  ZodType.init(inst, def);
  inst._zod.processJSONSchema = (ctx, json, params) => enumProcessor(inst, ctx, json, params);
  inst.enum = def.entries;
  inst.options = [...inst._zod.values];
  const keys = new Set(Object.keys(def.entries));
  inst.extract = (values, params) => {
    const newEntries = {};
    for (const value2 of values) {
      if (keys.has(value2)) {
        newEntries[value2] = def.entries[value2];
      } else
        throw new Error(`Key ${value2} not found in enum`);
    }
    return new ZodEnum({
      ...def,
      checks: [],
      ...util_exports.normalizeParams(params),
      entries: newEntries
    });
  };
  inst.exclude = (values, params) => {
    const newEntries = { ...def.entries };
    for (const value2 of values) {
      if (keys.has(value2)) {
        delete newEntries[value2];
      } else
        throw new Error(`Key ${value2} not found in enum`);
    }
    return new ZodEnum({
      ...def,
      checks: [],
      ...util_exports.normalizeParams(params),
      entries: newEntries
    });
  };
});
function _enum(values, params) {
  const entries = Array.isArray(values) ? Object.fromEntries(values.map((v) => [v, v])) : values;
  return new ZodEnum({
    type: "enum",
    entries,
    ...util_exports.normalizeParams(params)
  });
}
var ZodLiteral = /* @__PURE__ */ $constructor("ZodLiteral", (inst, def) => {
  $ZodLiteral.init(inst, def);
  ZodType.init(inst, def);
  inst._zod.processJSONSchema = (ctx, json, params) => literalProcessor(inst, ctx, json, params);
  inst.values = new Set(def.values);
  Object.defineProperty(inst, "value", {
    get() {
      if (def.values.length > 1) {
        throw new Error("This schema contains multiple valid literal values. Use `.values` instead.");
      }
      return def.values[0];
    }
  });
});
function literal(value2, params) {
  return new ZodLiteral({
    type: "literal",
    values: Array.isArray(value2) ? value2 : [value2],
    ...util_exports.normalizeParams(params)
  });
}
var ZodTransform = /* @__PURE__ */ $constructor("ZodTransform", (inst, def) => {
  _ensureDefaultMemoizer();
  $ZodTransform.init(inst, def);
  ZodType.init(inst, def);
  inst._zod.processJSONSchema = (ctx, json, params) => transformProcessor(inst, ctx, json, params);
  inst._zod.parse = (payload, _ctx) => {
    if (_ctx.direction === "backward") {
      throw new $ZodEncodeError(inst.constructor.name);
    }
    payload.addIssue = (issue2) => {
      if (typeof issue2 === "string") {
        payload.issues.push(util_exports.issue(issue2, payload.value, def));
      } else {
        const _issue = issue2;
        if (_issue.fatal)
          _issue.continue = false;
        _issue.code ?? (_issue.code = "custom");
        if (!("input" in _issue))
          _issue.input = payload.value;
        _issue.inst ?? (_issue.inst = inst);
        payload.issues.push(util_exports.issue(_issue));
      }
    };
    const output = def.transform(payload.value, payload);
    if (output instanceof Promise) {
      return output.then((output2) => {
        payload.value = output2;
        return payload;
      });
    }
    payload.value = output;
    return payload;
  };
});
function transform(fn) {
  return new ZodTransform({
    type: "transform",
    transform: fn
  });
}
var ZodOptional = /* @__PURE__ */ $constructor("ZodOptional", (inst, def) => {
  $ZodOptional.init(inst, def);
  ZodType.init(inst, def);
  inst._zod.processJSONSchema = (ctx, json, params) => optionalProcessor(inst, ctx, json, params);
  inst.unwrap = () => inst._zod.def.innerType;
});
function optional(innerType) {
  return new ZodOptional({
    type: "optional",
    innerType
  });
}
var ZodExactOptional = /* @__PURE__ */ $constructor("ZodExactOptional", (inst, def) => {
  $ZodExactOptional.init(inst, def);
  ZodType.init(inst, def);
  inst._zod.processJSONSchema = (ctx, json, params) => optionalProcessor(inst, ctx, json, params);
  inst.unwrap = () => inst._zod.def.innerType;
});
function exactOptional(innerType) {
  return new ZodExactOptional({
    type: "optional",
    innerType
  });
}
var ZodNullable = /* @__PURE__ */ $constructor("ZodNullable", (inst, def) => {
  $ZodNullable.init(inst, def);
  ZodType.init(inst, def);
  inst._zod.processJSONSchema = (ctx, json, params) => nullableProcessor(inst, ctx, json, params);
  inst.unwrap = () => inst._zod.def.innerType;
});
function nullable(innerType) {
  return new ZodNullable({
    type: "nullable",
    innerType
  });
}
var ZodDefault = /* @__PURE__ */ $constructor("ZodDefault", (inst, def) => {
  $ZodDefault.init(inst, def);
  ZodType.init(inst, def);
  inst._zod.processJSONSchema = (ctx, json, params) => defaultProcessor(inst, ctx, json, params);
  inst.unwrap = () => inst._zod.def.innerType;
  inst.removeDefault = inst.unwrap;
});
function _default(innerType, defaultValue) {
  return new ZodDefault({
    type: "default",
    innerType,
    get defaultValue() {
      return typeof defaultValue === "function" ? defaultValue() : util_exports.shallowClone(defaultValue);
    }
  });
}
var ZodPrefault = /* @__PURE__ */ $constructor("ZodPrefault", (inst, def) => {
  $ZodPrefault.init(inst, def);
  ZodType.init(inst, def);
  inst._zod.processJSONSchema = (ctx, json, params) => prefaultProcessor(inst, ctx, json, params);
  inst.unwrap = () => inst._zod.def.innerType;
});
function prefault(innerType, defaultValue) {
  return new ZodPrefault({
    type: "prefault",
    innerType,
    get defaultValue() {
      return typeof defaultValue === "function" ? defaultValue() : util_exports.shallowClone(defaultValue);
    }
  });
}
var ZodNonOptional = /* @__PURE__ */ $constructor("ZodNonOptional", (inst, def) => {
  $ZodNonOptional.init(inst, def);
  ZodType.init(inst, def);
  inst._zod.processJSONSchema = (ctx, json, params) => nonoptionalProcessor(inst, ctx, json, params);
  inst.unwrap = () => inst._zod.def.innerType;
});
function nonoptional(innerType, params) {
  return new ZodNonOptional({
    type: "nonoptional",
    innerType,
    ...util_exports.normalizeParams(params)
  });
}
var ZodCatch = /* @__PURE__ */ $constructor("ZodCatch", (inst, def) => {
  $ZodCatch.init(inst, def);
  ZodType.init(inst, def);
  inst._zod.processJSONSchema = (ctx, json, params) => catchProcessor(inst, ctx, json, params);
  inst.unwrap = () => inst._zod.def.innerType;
  inst.removeCatch = inst.unwrap;
});
function _catch(innerType, catchValue) {
  return new ZodCatch({
    type: "catch",
    innerType,
    catchValue: typeof catchValue === "function" ? catchValue : util_exports.constantCatch(catchValue)
  });
}
var ZodPipe = /* @__PURE__ */ $constructor("ZodPipe", (inst, def) => {
  $ZodPipe.init(inst, def);
  ZodType.init(inst, def);
  inst._zod.processJSONSchema = (ctx, json, params) => pipeProcessor(inst, ctx, json, params);
  inst.in = def.in;
  inst.out = def.out;
});
function pipe(in_, out) {
  return new ZodPipe({
    type: "pipe",
    in: in_,
    out
    // ...util.normalizeParams(params),
  });
}
var ZodReadonly = /* @__PURE__ */ $constructor("ZodReadonly", (inst, def) => {
  $ZodReadonly.init(inst, def);
  ZodType.init(inst, def);
  inst._zod.processJSONSchema = (ctx, json, params) => readonlyProcessor(inst, ctx, json, params);
  inst.unwrap = () => inst._zod.def.innerType;
});
function readonly(innerType) {
  return new ZodReadonly({
    type: "readonly",
    innerType
  });
}
var ZodCustom = /* @__PURE__ */ $constructor("ZodCustom", (inst, def) => {
  $ZodCustom.init(inst, def);
  ZodType.init(inst, def);
  inst._zod.processJSONSchema = (ctx, json, params) => customProcessor(inst, ctx, json, params);
});
function refine(fn, _params = {}) {
  return _refine(ZodCustom, fn, _params);
}
function superRefine(fn, params) {
  return _superRefine(fn, params);
}

// src/actions/values.ts
var units = { ms: 1, s: 1e3, m: 6e4, h: 36e5, d: 864e5 };
function parseDuration(words3) {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/.exec(words3);
  const unit = units[match?.[2] ?? ""];
  return match?.[1] === void 0 || unit === void 0 ? void 0 : Math.round(Number(match[1]) * unit);
}
var durationMs = string2().regex(/^\d+(\.\d+)?(ms|s|m|h|d)$/, "a duration such as 30s, 5m or 2h").transform((words3) => parseDuration(words3) ?? 0);
var name = string2().regex(/^[a-z][a-z0-9-]{0,31}$/, "a name of small letters, digits and hyphens");
var remotePath = string2().regex(/^\/[^\u0000-\u001f]*$/, "an absolute path").refine((path) => !path.split("/").includes(".."), "a path without ..");
var port = int().min(1).max(65535);

// src/bot/hosts/host-spec.ts
var secretSource = union([
  strictObject({ file: string2().min(1) }),
  strictObject({ env: string2().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, "the name of an environment variable") })
]);
var fingerprint = string2().regex(/^SHA256:[A-Za-z0-9+/]{43}$/, "a fingerprint such as ssh-keygen -lf shows: SHA256: and 43 characters");
var sshHostSpec = strictObject({
  transport: literal("ssh"),
  /** A name or an IP address. */
  address: string2().regex(/^[A-Za-z0-9][A-Za-z0-9.:_-]*$/, "a host name or an IP address"),
  port: port.default(22),
  user: string2().regex(/^[A-Za-z_][A-Za-z0-9_.-]*$/, "a user name"),
  /** The private key to log in with. */
  key: secretSource,
  /** Which host keys are the host's own. A key met for the first time is never trusted. */
  hostKeys: union([
    strictObject({ fingerprints: tuple([fingerprint], fingerprint) }),
    strictObject({ knownHostsFile: string2().min(1) })
  ]),
  /** From the first packet to a usable connection. */
  connectTimeout: durationMs.default(1e4),
  /** Commands run at the same time over the one connection. sshd allows 10 sessions unless told otherwise (MaxSessions). */
  maxChannels: int().min(1).max(64).default(8)
});
var localHostSpec = strictObject({
  transport: literal("local"),
  /** Nothing outside this folder is touched. */
  folder: remotePath
});
var hostSpec = discriminatedUnion("transport", [sshHostSpec, localHostSpec]);

// src/bot/hosts/hosts.ts
import { readFile as readFile2 } from "node:fs/promises";

// src/bot/hosts/local/local-transport.ts
import { connect } from "node:net";
import { dirname as dirname2 } from "node:path";

// src/actions/result.ts
var ok = (value2) => ({ ok: true, value: value2 });
var fail = (code, message, more = {}) => ({ ok: false, failure: { code, message, ...more } });

// src/actions/text.ts
var wordings = /* @__PURE__ */ new Map();
function texts(scope, words3) {
  const say2 = {};
  for (const [name2, wording] of Object.entries(words3)) {
    const key = `${scope}.${name2}`;
    if (wordings.has(key)) throw new Error(`two texts are named ${key}`);
    wordings.set(key, wording);
    say2[name2] = (params) => params === void 0 ? { key } : { key, params };
  }
  return say2;
}
var outside = (words3) => ({ outside: words3 });
var value = texts("value", {
  at: { en: "{value}", zh: "{value}" },
  duration: { en: "{value}", zh: "{value}" },
  bytes: { en: "{value}", zh: "{value}" }
});

// src/bot/hosts/host-texts.ts
var say = texts("hosts", {
  unknownHost: { en: "I know no host {host}.", zh: "\u6CA1\u6709\u540D\u4E3A {host} \u7684\u4E3B\u673A\u3002" },
  refused: {
    en: "{host} refuses connections: nothing listens on {address}.",
    zh: "{host} \u62D2\u7EDD\u8FDE\u63A5:{address} \u4E0A\u6CA1\u6709\u670D\u52A1\u5728\u76D1\u542C\u3002"
  },
  connectTimedOut: {
    en: "{host} did not answer on {address} within {limit}.",
    zh: "{host}({address})\u5728 {limit} \u5185\u6CA1\u6709\u5E94\u7B54\u3002"
  },
  noRoute: { en: "There is no way to {host} ({address}).", zh: "\u7F51\u7EDC\u4E0D\u901A,\u65E0\u6CD5\u5230\u8FBE {host}({address})\u3002" },
  nameUnknown: {
    en: "The address of {host}, {address}, cannot be resolved.",
    zh: "\u65E0\u6CD5\u89E3\u6790 {host} \u7684\u5730\u5740 {address}\u3002"
  },
  hostKeyChanged: {
    en: "{host} shows another host key than the pinned one, so nothing was sent to it. Pinned: {pinned}. Shown by {address}: {presented}.",
    zh: "{host} \u51FA\u793A\u7684\u4E3B\u673A\u5BC6\u94A5\u4E0E\u767B\u8BB0\u7684\u4E0D\u7B26,\u672A\u5411\u5176\u53D1\u9001\u4EFB\u4F55\u5185\u5BB9\u3002\u767B\u8BB0\u7684:{pinned};{address} \u51FA\u793A\u7684:{presented}\u3002"
  },
  hostKeyUnknown: {
    en: "No host key is pinned for {host}, so nothing was sent to it. {address} shows {presented}; compare it with the host itself before pinning it.",
    zh: "{host} \u5C1A\u672A\u767B\u8BB0\u4E3B\u673A\u5BC6\u94A5,\u672A\u5411\u5176\u53D1\u9001\u4EFB\u4F55\u5185\u5BB9\u3002{address} \u51FA\u793A\u7684\u662F {presented},\u8BF7\u5148\u4E0E\u4E3B\u673A\u672C\u8EAB\u6838\u5BF9\u518D\u767B\u8BB0\u3002"
  },
  hostKeyRevoked: {
    en: "{host} shows a host key that is marked as revoked: {presented} ({address}). Nothing was sent to it.",
    zh: "{host}({address})\u51FA\u793A\u7684\u4E3B\u673A\u5BC6\u94A5\u5DF2\u88AB\u540A\u9500:{presented},\u672A\u5411\u5176\u53D1\u9001\u4EFB\u4F55\u5185\u5BB9\u3002"
  },
  knownHostsUnreadable: {
    en: "The known hosts file for {host} cannot be read: {reason}.",
    zh: "\u65E0\u6CD5\u8BFB\u53D6 {host} \u7684\u5DF2\u77E5\u4E3B\u673A\u6587\u4EF6:{reason}\u3002"
  },
  loginRefused: {
    en: "{host} refused to let {user} in with the configured key.",
    zh: "{host} \u62D2\u7EDD\u7528\u6237 {user} \u7528\u6240\u914D\u7F6E\u7684\u5BC6\u94A5\u767B\u5F55\u3002"
  },
  keyUnusable: {
    en: "The private key for {host} cannot be used: {reason}.",
    zh: "{host} \u7684\u79C1\u94A5\u4E0D\u53EF\u7528:{reason}\u3002"
  },
  throttled: {
    en: "{host} hangs up before the handshake, as sshd does when too many connect at once ({address}).",
    zh: "{host}({address})\u5728\u63E1\u624B\u524D\u5C31\u65AD\u5F00,\u901A\u5E38\u662F\u540C\u65F6\u767B\u5F55\u8FC7\u591A\u88AB sshd \u9650\u6D41\u3002"
  },
  noCommonAlgorithm: {
    en: "{host} and I have no SSH algorithm in common ({reason}).",
    zh: "\u4E0E {host} \u6CA1\u6709\u5171\u540C\u652F\u6301\u7684 SSH \u7B97\u6CD5({reason})\u3002"
  },
  handshakeBroken: {
    en: "The connection to {host} broke during the handshake ({reason}).",
    zh: "\u4E0E {host} \u7684\u8FDE\u63A5\u5728\u63E1\u624B\u65F6\u4E2D\u65AD({reason})\u3002"
  },
  noChannel: {
    en: "{host} opens no session for a command ({reason}).",
    zh: "{host} \u4E0D\u5141\u8BB8\u6253\u5F00\u4F1A\u8BDD\u6765\u6267\u884C\u547D\u4EE4({reason})\u3002"
  },
  shellSilent: {
    en: "The login shell on {host} did not run the command (exit {exitCode}).",
    zh: "{host} \u7684\u767B\u5F55 shell \u6CA1\u6709\u6267\u884C\u547D\u4EE4(\u9000\u51FA\u7801 {exitCode})\u3002"
  },
  busy: {
    en: "{program} did not get to run on {host} within {limit}.",
    zh: "{limit} \u5185\u672A\u80FD\u5728 {host} \u4E0A\u5F00\u59CB\u6267\u884C {program}\u3002"
  },
  closing: { en: "Connections to hosts are being closed.", zh: "\u6B63\u5728\u5173\u95ED\u4E0E\u4E3B\u673A\u7684\u8FDE\u63A5\u3002" },
  commandTooLong: {
    en: "The command {program} is too long for {host}: {size} of at most {limit}.",
    zh: "\u547D\u4EE4 {program} \u5BF9 {host} \u6765\u8BF4\u592A\u957F:{size},\u4E0A\u9650 {limit}\u3002"
  },
  timedOut: {
    en: "{program} on {host} took longer than {limit} and was ended.",
    zh: "{host} \u4E0A\u7684 {program} \u8D85\u8FC7 {limit} \u672A\u5B8C\u6210,\u5DF2\u88AB\u7EC8\u6B62\u3002"
  },
  timedOutUnseen: {
    en: "{program} on {host} took longer than {limit}. Whether it was ended could not be seen.",
    zh: "{host} \u4E0A\u7684 {program} \u8D85\u8FC7 {limit} \u672A\u5B8C\u6210,\u65E0\u6CD5\u786E\u8BA4\u662F\u5426\u5DF2\u7EC8\u6B62\u3002"
  },
  timedOutLeft: {
    en: "{program} on {host} took longer than {limit}, and these processes could not be ended: {pids}.",
    zh: "{host} \u4E0A\u7684 {program} \u8D85\u8FC7 {limit} \u672A\u5B8C\u6210,\u4EE5\u4E0B\u8FDB\u7A0B\u65E0\u6CD5\u7EC8\u6B62:{pids}\u3002"
  },
  cancelled: { en: "{program} on {host} was cancelled and ended.", zh: "{host} \u4E0A\u7684 {program} \u5DF2\u53D6\u6D88\u5E76\u7EC8\u6B62\u3002" },
  cancelledBefore: {
    en: "Cancelled before {program} was started on {host}.",
    zh: "{program} \u5C1A\u672A\u5728 {host} \u4E0A\u5F00\u59CB\u5373\u5DF2\u53D6\u6D88\u3002"
  },
  cancelledUnseen: {
    en: "{program} on {host} was cancelled. Whether it was ended could not be seen.",
    zh: "{host} \u4E0A\u7684 {program} \u5DF2\u53D6\u6D88,\u65E0\u6CD5\u786E\u8BA4\u662F\u5426\u5DF2\u7EC8\u6B62\u3002"
  },
  cancelledLeft: {
    en: "{program} on {host} was cancelled, and these processes could not be ended: {pids}.",
    zh: "{host} \u4E0A\u7684 {program} \u5DF2\u53D6\u6D88,\u4F46\u4EE5\u4E0B\u8FDB\u7A0B\u65E0\u6CD5\u7EC8\u6B62:{pids}\u3002"
  },
  floodLeft: {
    en: "{program} on {host} wrote too much, and these processes could not be ended: {pids}.",
    zh: "{host} \u4E0A\u7684 {program} \u8F93\u51FA\u8FC7\u591A,\u4EE5\u4E0B\u8FDB\u7A0B\u65E0\u6CD5\u7EC8\u6B62:{pids}\u3002"
  },
  lost: {
    en: "The connection to {host} broke while {program} was at work. Whether it took effect is not known.",
    zh: "{program} \u6267\u884C\u671F\u95F4\u4E0E {host} \u7684\u8FDE\u63A5\u4E2D\u65AD,\u65E0\u6CD5\u5F97\u77E5\u662F\u5426\u5DF2\u751F\u6548\u3002"
  },
  connectionLost: { en: "The connection to {host} broke.", zh: "\u4E0E {host} \u7684\u8FDE\u63A5\u4E2D\u65AD\u3002" },
  portRefused: { en: "Nothing listens on {url} at {host}.", zh: "{host} \u7684 {url} \u6CA1\u6709\u670D\u52A1\u5728\u76D1\u542C\u3002" },
  noAnswer: { en: "No answer from {url} at {host} within {limit}.", zh: "{host} \u7684 {url} \u5728 {limit} \u5185\u65E0\u54CD\u5E94\u3002" },
  hungUp: {
    en: "{url} at {host} hung up before it had answered.",
    zh: "{host} \u7684 {url} \u672A\u5E94\u7B54\u5B8C\u5C31\u65AD\u5F00\u4E86\u8FDE\u63A5\u3002"
  },
  notHttp: { en: "{url} at {host} does not speak HTTP ({reason}).", zh: "{host} \u7684 {url} \u8FD4\u56DE\u7684\u4E0D\u662F HTTP({reason})\u3002" },
  noConnection: {
    en: "{url} cannot be reached from {host} ({reason}).",
    zh: "\u4ECE {host} \u65E0\u6CD5\u8FDE\u63A5 {url}({reason})\u3002"
  },
  noRelay: {
    en: "{host} forwards no connections and has neither perl, python3 nor curl to ask {url} with.",
    zh: "{host} \u7981\u6B62\u7AEF\u53E3\u8F6C\u53D1,\u4E5F\u6CA1\u6709 perl\u3001python3 \u6216 curl,\u65E0\u6CD5\u8BBF\u95EE {url}\u3002"
  },
  requestCancelled: { en: "Asking {url} at {host} was cancelled.", zh: "\u5BF9 {host} \u7684 {url} \u7684\u8BF7\u6C42\u5DF2\u53D6\u6D88\u3002" },
  onlyLoopback: {
    en: "{url} is not an address of this machine itself (localhost), the only one asked on {host}.",
    zh: "{url} \u4E0D\u662F\u672C\u673A\u5730\u5740(localhost),{host} \u4E0A\u53EA\u5141\u8BB8\u8BBF\u95EE\u672C\u673A\u3002"
  },
  noPrivileges: {
    en: "{program} is not run on {host}: a local host works without other rights.",
    zh: "{host} \u662F\u672C\u673A,\u4E0D\u4EE5\u5176\u4ED6\u6743\u9650\u8FD0\u884C,\u62D2\u7EDD\u6267\u884C {program}\u3002"
  },
  outsideFolder: {
    en: "{path} lies outside {folder}, all that may be touched on {host}.",
    zh: "{path} \u4E0D\u5728 {folder} \u4E4B\u5185,{host} \u4E0A\u53EA\u5141\u8BB8\u8BBF\u95EE\u8BE5\u76EE\u5F55\u3002"
  }
});

// src/bot/hosts/command-failure.ts
function commandFailure(host, argv, ended, timeoutMs, evidence) {
  const params = {
    host,
    program: argv[0],
    limit: { durationMs: timeoutMs },
    pids: { list: ended.left.map(String) }
  };
  const failed = (code, message) => fail(code, message, { evidence, detail: { argv, by: ended.by, gone: ended.gone, left: ended.left } });
  const unseen = ended.left.length === 0;
  switch (ended.by) {
    case "lost":
      return failed("unknown-outcome", say.lost(params));
    case "timeout":
      if (ended.gone) return failed("timed-out", say.timedOut(params));
      return failed("unknown-outcome", unseen ? say.timedOutUnseen(params) : say.timedOutLeft(params));
    case "abort":
      if (ended.gone) return failed("cancelled", say.cancelled(params));
      return failed("unknown-outcome", unseen ? say.cancelledUnseen(params) : say.cancelledLeft(params));
    case "flood":
      return ended.gone ? void 0 : failed("unknown-outcome", say.floodLeft(params));
  }
}
function notStarted(host, argv, by, timeoutMs) {
  const params = { host, program: argv[0] };
  if (by === "abort") return fail("cancelled", say.cancelledBefore(params));
  return fail("timed-out", say.busy({ ...params, limit: { durationMs: timeoutMs } }));
}

// src/bot/hosts/http-exchange.ts
import { request as httpRequest } from "node:http";

// src/bot/hosts/time-limit.ts
import { performance as performance2 } from "node:perf_hooks";
function watch(limit, onBreach) {
  const breach = (by) => () => {
    stop();
    onBreach(by);
  };
  const onAbort = breach("abort");
  const timer = setTimeout(breach("timeout"), Math.max(0, limit.timeoutMs));
  const stop = () => {
    clearTimeout(timer);
    limit.signal.removeEventListener("abort", onAbort);
  };
  limit.signal.addEventListener("abort", onAbort, { once: true });
  if (limit.signal.aborted) onAbort();
  return stop;
}
function remaining(limit) {
  const startedAt = performance2.now();
  return () => ({ signal: limit.signal, timeoutMs: limit.timeoutMs - (performance2.now() - startedAt) });
}
function limited(promise, limit) {
  return new Promise((resolve2, reject) => {
    const stop = watch(limit, resolve2);
    promise.then((value2) => resolve2({ value: value2 }), reject).finally(stop);
  });
}
async function within(promise, ms) {
  let timer;
  const over = new Promise((resolve2) => {
    timer = setTimeout(resolve2, ms, void 0);
  });
  try {
    return await Promise.race([promise, over]);
  } finally {
    clearTimeout(timer);
  }
}

// src/bot/hosts/http-exchange.ts
var endlessBodyBytes = 16 * 1024 * 1024;
function exchange({ host, request, limit, stream, forwarding, body }) {
  const url = new URL(request.url);
  const asked = { host, url: request.url, limit: { durationMs: request.timeoutMs } };
  return new Promise((resolve2) => {
    let sent;
    const finish = (result) => {
      stop();
      resolve2(result);
      sent?.destroy();
      stream.destroy();
    };
    const stop = watch(limit, (by) => finish(outOfTime(host, request, by)));
    const broke2 = (error2) => finish(brokenExchange(asked, error2));
    stream.on("error", broke2);
    sent = httpRequest({
      method: request.method ?? "GET",
      host: url.hostname,
      port: portOf(url),
      path: `${url.pathname}${url.search}`,
      headers: { connection: "close", ...request.headers },
      createConnection: () => secured(url, asSocket(stream), broke2)
    });
    sent.on("error", broke2);
    sent.on("response", (response) => {
      let bytes = 0;
      const done = () => finish(ok({ ...headOf(response), forwarding }));
      response.on("data", (chunk) => {
        bytes += chunk.length;
        body(chunk);
        if (bytes > endlessBodyBytes) done();
      });
      response.on("end", done);
      response.on("error", broke2);
    });
    sent.end(request.body);
  });
}
function outOfTime(host, request, by) {
  const asked = { host, url: request.url, limit: { durationMs: request.timeoutMs } };
  return by === "abort" ? fail("cancelled", say.requestCancelled(asked)) : fail("timed-out", say.noAnswer(asked));
}
var portOf = (url) => url.port === "" ? url.protocol === "https:" ? 443 : 80 : Number(url.port);
var hostnameOf = (url) => url.hostname.replace(/^\[|\]$/g, "");
var headOf = (response) => ({
  status: response.statusCode ?? 0,
  headers: Object.fromEntries(
    Object.entries(response.headers).map(([name2, value2]) => [
      name2,
      Array.isArray(value2) ? value2.join(", ") : `${value2}`
    ])
  )
});
function asSocket(stream) {
  const nothing = () => stream;
  for (const name2 of ["setKeepAlive", "setNoDelay", "setTimeout", "ref", "unref"])
    if (!(name2 in stream)) Object.defineProperty(stream, name2, { value: nothing });
  if (!("destroySoon" in stream)) Object.defineProperty(stream, "destroySoon", { value: () => stream.destroy() });
  return stream;
}
var isLoopback = (name2) => /^(?:localhost|127(?:\.\d+){3}|::1)$/.test(name2);
function secured(url, stream, onError) {
  if (url.protocol !== "https:") return stream;
  const host = hostnameOf(url);
  const servername = /^[\d.]+$|:/.test(host) ? "" : host;
  const { connect: connect2 } = process.getBuiltinModule("node:tls");
  const tls = connect2({ socket: stream, host, servername, rejectUnauthorized: !isLoopback(host) });
  return tls.on("error", onError);
}
function brokenExchange(asked, error2) {
  const reason = outside(error2.message);
  const detail = { url: asked.url, error: error2.message, code: error2.code };
  if (error2.code === "ECONNREFUSED") return fail("unhealthy", say.portRefused(asked), { detail });
  if (error2.code?.startsWith("HPE_")) return fail("unhealthy", say.notHttp({ ...asked, reason }), { detail });
  if (error2.code === "ECONNRESET" || error2.code === "EPIPE") return fail("unhealthy", say.hungUp(asked), { detail });
  return fail("unhealthy", say.noConnection({ ...asked, reason }), { detail });
}

// src/bot/hosts/supervise.ts
import { performance as performance3 } from "node:perf_hooks";
var lastWordsMs = 1e3;
async function supervise(limits, output, start) {
  const startedAt = performance3.now();
  const breach = Promise.withResolvers();
  const counted = counting(output, limits.floodBytes, () => breach.resolve("flood"));
  const stopWatch = watch(limits, (by) => breach.resolve(by));
  const over = breach.promise.finally(counted.stop);
  const sum = (end2) => ({ ...end2, tookMs: performance3.now() - startedAt });
  try {
    const starting = start(counted.output);
    const started = await Promise.race([starting, over]);
    if (typeof started === "string") {
      void starting.then((late) => late.end().finally(() => late.discard())).catch(() => {
      });
      return sum({ by: started, exitCode: null, gone: false, left: [] });
    }
    const how = await Promise.race([started.ended, over]);
    if (how === "lost") {
      started.discard();
      return sum({ by: "lost", exitCode: null, gone: false, left: [] });
    }
    if (typeof how === "object") return sum({ by: "itself", ...how, gone: true, left: [] });
    const end2 = await started.end();
    if (end2.gone) await within(started.ended, lastWordsMs);
    started.discard();
    return sum({ by: how, exitCode: null, ...end2 });
  } finally {
    stopWatch();
  }
}
function counting(output, floodBytes, onFlood) {
  let bytes = 0;
  let open2 = true;
  const counted = (sink) => (chunk) => {
    if (!open2) return;
    bytes += chunk.length;
    sink(chunk);
    if (bytes > floodBytes) onFlood();
  };
  return {
    output: { stdout: counted(output.stdout), stderr: counted(output.stderr) },
    stop: () => {
      open2 = false;
    }
  };
}

// src/bot/hosts/local/confinement.ts
import { readlink, realpath } from "node:fs/promises";
import { basename, dirname, isAbsolute, join, resolve, sep } from "node:path";
var privileging = /* @__PURE__ */ new Set(["sudo", "su", "doas", "pkexec", "runuser"]);
var harmless = ["/proc", "/dev/null"];
async function confinementFailure(host, folder, programFolders, argv) {
  const [program, ...words3] = argv;
  if (privileging.has(basename(program))) return fail("denied", say.noPrivileges({ host, program })).failure;
  const inside = [await settled(folder), ...harmless];
  for (const word of words3)
    for (const path of pathsIn(word, folder))
      if (!isWithin(await settled(path), inside) && !programFolders.includes(dirname(path)) && !programFolders.includes(path))
        return fail("denied", say.outsideFolder({ host, path, folder })).failure;
  return void 0;
}
function pathsIn(word, folder) {
  if (word.includes("\n")) return [];
  const value2 = /^(?:--?[\w-]+=|[A-Za-z_]\w*=|-[A-Za-z]+(?=\/))(.*)$/s.exec(word)?.[1] ?? word;
  if (isAbsolute(value2)) return value2.split(/:(?=\/)/);
  return [resolve(folder, value2)];
}
var isWithin = (path, folders2) => folders2.some((folder) => path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep));
var maxLinks = 40;
async function settled(path, links = 0) {
  const whole2 = resolve(path);
  try {
    return await realpath(whole2);
  } catch {
    const parent = dirname(whole2);
    if (parent === whole2 || links > maxLinks) return sep;
    const target = await readlink(whole2).catch(() => void 0);
    if (target !== void 0) return settled(resolve(parent, target), links + 1);
    return join(await settled(parent, links), basename(whole2));
  }
}

// src/bot/hosts/local/local-process.ts
import { spawn } from "node:child_process";
import { Readable } from "node:stream";

// src/bot/hosts/end-session.ts
var endSessionProgram = (session) => `s=${session}
seen() {
  p=
  # A shell reads a file byte by byte: with many processes that takes longer than what it is to end.
  if [ -r /proc/self/stat ] && command -v awk >/dev/null 2>&1; then
    p=$(cat /proc/[0-9]*/stat 2>/dev/null | awk -v s="$s" '
      { i = $1; sub(/^.*\\) /, ""); if ($4 == s && $1 != "Z" && $1 != "X") printf " %s", i }')
    return
  fi
  for d in /proc/[0-9]*; do
    { read -r l <"$d/stat"; } 2>/dev/null || continue
    set -- \${l##*) }
    [ "$4" = "$s" ] && [ "$1" != Z ] && [ "$1" != X ] && p="$p \${d#/proc/}"
  done
  [ -r /proc/self/stat ] || case $(LC_ALL=C kill -0 -- "-$s" 2>&1) in *'No such process'*) ;; *) p=" -$s" ;; esac
}
main() {
  i=0
  while :; do
    seen
    [ -n "$p" ] || { echo gone; return; }
    [ $i -lt 40 ] || { echo "left$p"; return; }
    if [ $i -eq 0 ]; then kill -s TERM -- $p; elif [ $i -ge 20 ]; then kill -s KILL -- $p; fi 2>/dev/null
    i=$((i + 1))
    sleep 0.05 || { sleep 1; i=$((i + 19)); }
  done 2>/dev/null
}
main
`;
var endSessionTimeoutMs = 5e3;
var notSeen = { gone: false, left: [] };
function readSessionEnd(answer) {
  const last = answer.trimEnd().split("\n").at(-1) ?? "";
  if (last === "gone") return { gone: true, left: [] };
  const left = /^left((?: -?\d+)+)$/.exec(last)?.[1];
  return left === void 0 ? notSeen : { gone: false, left: left.trim().split(" ").map(Number) };
}

// src/bot/hosts/local/local-process.ts
var afterExitMs = 500;
function startLocal(argv, { stdin, flow }, output, around) {
  const [program, ...words3] = argv;
  const child = spawn(program, words3, {
    cwd: around.folder,
    env: { ...around.env },
    detached: true,
    stdio: ["pipe", "pipe", "pipe"]
  });
  child.stdout.on("data", (chunk) => output.stdout(chunk));
  child.stderr.on("data", (chunk) => output.stderr(chunk));
  child.stdin.on("error", () => {
  });
  if (stdin instanceof Readable) stdin.pipe(child.stdin);
  else child.stdin.end(stdin);
  flow?.({ pause: () => child.stdout.pause(), resume: () => child.stdout.resume() });
  const letGo = () => {
    for (const stream of [child.stdin, child.stdout, child.stderr]) stream.destroy();
  };
  return {
    ended: endOf(child, program, output, letGo),
    end: () => child.pid === void 0 ? Promise.resolve({ gone: true, left: [] }) : endLocalSession(child.pid),
    discard: letGo
  };
}
function endOf(child, program, output, letGo) {
  return new Promise((resolve2) => {
    let lingering;
    const linger = () => {
      clearTimeout(lingering);
      lingering = setTimeout(() => child.stdout?.isPaused() === true ? linger() : letGo(), afterExitMs);
    };
    child.on("error", (error2) => {
      output.stderr(Buffer.from(`${program}: ${error2.code === "ENOENT" ? "not found" : error2.message}
`));
      resolve2({ exitCode: error2.code === "ENOENT" ? 127 : 126 });
    });
    child.on("exit", () => {
      linger();
      child.stdout?.on("data", linger);
      child.stderr?.on("data", linger);
    });
    child.on("close", (code, signal) => {
      clearTimeout(lingering);
      resolve2({ exitCode: code, ...signal === null ? {} : { signal } });
    });
  });
}
function endLocalSession(session) {
  return new Promise((resolve2) => {
    const child = spawn("sh", [], { stdio: ["pipe", "pipe", "ignore"], detached: true, timeout: endSessionTimeoutMs });
    let answer = "";
    child.stdout.on("data", (chunk) => {
      answer = (answer + chunk.toString("latin1")).slice(-4096);
    });
    child.on("error", () => resolve2(notSeen));
    child.on("close", () => resolve2(readSessionEnd(answer)));
    child.stdin.on("error", () => {
    });
    child.stdin.end(endSessionProgram(session));
  });
}

// src/bot/hosts/local/local-transport.ts
var passedOn = ["PATH", "HOME", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "USER", "LOGNAME", "SHELL", "TMPDIR"];
function makeLocalTransport({ host, spec, env }) {
  const { folder } = spec;
  const passed = passedOn.flatMap((name2) => env[name2] === void 0 ? [] : [[name2, env[name2]]]);
  const programFolders = [...(env.PATH ?? "").split(":").filter((path) => path !== ""), dirname2(process.execPath)];
  const closing = new AbortController();
  const working = /* @__PURE__ */ new Set();
  const refusal = (argv) => confinementFailure(host, folder, programFolders, argv);
  const tracked = (work) => {
    working.add(work);
    return work.finally(() => working.delete(work));
  };
  return {
    refusal,
    async run(work) {
      const refused = await refusal(work.argv);
      if (refused !== void 0) return { ok: false, failure: refused };
      const signal = AbortSignal.any([work.signal, closing.signal]);
      if (signal.aborted) return notStarted(host, work.argv, "abort", work.timeoutMs);
      const around = { folder, env: Object.fromEntries(passed) };
      const start = async (output) => startLocal(work.argv, work, output, around);
      return ok(await tracked(supervise({ ...work, signal }, work.output, start)));
    },
    request: (request, body) => tracked(requestHere(host, request, body)),
    async close() {
      closing.abort();
      await Promise.allSettled(working);
    }
  };
}
function requestHere(host, request, body) {
  const url = new URL(request.url);
  const name2 = hostnameOf(url);
  if (!isLoopback(name2)) return Promise.resolve(fail("denied", say.onlyLoopback({ host, url: request.url })));
  const stream = connect({ host: name2, port: portOf(url), noDelay: true });
  return exchange({ host, request, limit: request, stream, forwarding: "direct", body });
}

// src/handlers/language/inert.ts
var escapes = new RegExp(
  [
    String.raw`(?:\u001b\[|\u009b)[0-?]{0,64}[ -/]{0,8}[@-~]`,
    String.raw`(?:\u001b[\]PX^_]|[\u009d\u0090\u0098\u009e\u009f])[^\u0000-\u001f\u007f-\u009f]{0,4096}(?:\u0007|\u001b\\|\u009c)`,
    String.raw`\u001b[ -/]{0,8}[0-~]`
  ].join("|"),
  "g"
);
var invisible = /[\p{Default_Ignorable_Code_Point}\p{Bidi_Control}\p{Cf}]/gu;
var control = new RegExp("\\p{Cc}", "gu");
var noncharacter = new RegExp("\\p{Noncharacter_Code_Point}", "gu");
var stacked = new RegExp("(\\p{M}{4})\\p{M}+", "gu");
var hidden = new RegExp([String.raw`[\u001b\u0090\u0098\u009b\u009d-\u009f]`, invisible.source].join("|"), "u");
var withoutHidden = (text) => hidden.test(text) ? text.replace(escapes, "").replace(invisible, "") : text;

// src/bot/hosts/batch.ts
import { randomBytes } from "node:crypto";
import { performance as performance4 } from "node:perf_hooks";

// src/bot/hosts/frames.ts
var longestFields = 64;
var FrameSplitter = class {
  #delimiter;
  #onBytes;
  #onFrame;
  #framesLeft;
  #held = Buffer.alloc(0);
  constructor(nonce, frames, onBytes, onFrame) {
    this.#delimiter = Buffer.from(`
${nonce} `);
    this.#framesLeft = frames;
    this.#onBytes = onBytes;
    this.#onFrame = onFrame;
  }
  push(chunk) {
    if (this.#framesLeft === 0) {
      this.#onBytes(chunk);
      return;
    }
    let bytes = this.#held.length === 0 ? asBuffer(chunk) : Buffer.concat([this.#held, chunk]);
    this.#held = Buffer.alloc(0);
    while (this.#framesLeft > 0) {
      const at = bytes.indexOf(this.#delimiter);
      if (at < 0) {
        this.#passUpTo(bytes, this.#possibleStart(bytes));
        return;
      }
      const from = at + this.#delimiter.length;
      const lineEnd = bytes.indexOf(10, from);
      if (lineEnd < 0 && bytes.length - from <= longestFields) {
        this.#passUpTo(bytes, at);
        return;
      }
      this.#pass(bytes.subarray(0, at));
      this.#framesLeft -= 1;
      this.#onFrame(bytes.toString("latin1", from, lineEnd < 0 ? from + longestFields : lineEnd));
      bytes = bytes.subarray(lineEnd < 0 ? bytes.length : lineEnd + 1);
    }
    this.#pass(bytes);
  }
  /** The stream is over: what was held back was no frame. */
  end() {
    this.#pass(this.#held);
    this.#held = Buffer.alloc(0);
  }
  #passUpTo(bytes, end2) {
    this.#held = Buffer.from(bytes.subarray(end2));
    this.#pass(bytes.subarray(0, end2));
  }
  #pass(bytes) {
    if (bytes.length > 0) this.#onBytes(bytes);
  }
  /** Where a delimiter may begin that the end of the bytes cuts off. */
  #possibleStart(bytes) {
    const at = bytes.lastIndexOf(10);
    if (at < 0 || bytes.length - at >= this.#delimiter.length) return bytes.length;
    return this.#delimiter.subarray(0, bytes.length - at).equals(bytes.subarray(at)) ? at : bytes.length;
  }
};
var asBuffer = (bytes) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

// src/bot/hosts/quote.ts
function quoteArgv(argv) {
  return argv.map(quoteWord).join(" ");
}
function quoteWord(word) {
  if (word.includes("\0")) throw new Error("an argument cannot hold a NUL character");
  return `'${word.replaceAll("'", "'\\''")}'`;
}
function execWords(argv) {
  if (argv[0] === "" || argv[0].startsWith("-"))
    throw new Error(`not the name of a program: ${JSON.stringify(argv[0])}`);
  return `exec ${quoteArgv(argv)}`;
}

// src/bot/hosts/batch.ts
function makeBatch(commands, outputs) {
  const nonce = randomBytes(16).toString("hex");
  const ended = [];
  let beganAt = performance4.now();
  const stdout = splitter(nonce, outputs, "stdout", (fields) => {
    const now = performance4.now();
    ended.push({ exitCode: Number.parseInt(fields, 10), tookMs: now - beganAt });
    beganAt = now;
  });
  const stderr = splitter(nonce, outputs, "stderr", () => {
  });
  return {
    program: programOf(nonce, commands),
    output: { stdout: (chunk) => stdout.push(chunk), stderr: (chunk) => stderr.push(chunk) },
    end() {
      stdout.end();
      stderr.end();
      return ended;
    }
  };
}
var programOf = (nonce, commands) => [
  `z() { printf '\\n${nonce} %d\\n' "$1"; printf '\\n${nonce} \\n' >&2; }`,
  "b() {",
  ...commands.map((argv) => `(${execWords(argv)}) </dev/null; z $?`),
  "}",
  "b",
  ""
].join("\n");
function splitter(nonce, outputs, name2, onFrame) {
  let index = 0;
  const onBytes = (chunk) => outputs[index]?.[name2](chunk);
  return new FrameSplitter(nonce, outputs.length, onBytes, (fields) => {
    index += 1;
    onFrame(fields);
  });
}

// src/bot/hosts/captured-text.ts
import { TextDecoder } from "node:util";
var gap = (bytes) => `
[\u2026 ${bytes} B \u2026]
`;
var CapturedText = class {
  #maxBytes;
  #keep;
  #makeFilter;
  #reading;
  #head = [];
  #headBytes = 0;
  #tail;
  #allBytes = 0;
  constructor(maxBytes, makeFilter, keep = "head and tail") {
    this.#maxBytes = maxBytes;
    this.#makeFilter = makeFilter;
    this.#keep = keep;
  }
  push(chunk) {
    this.#reading ??= { decoder: new TextDecoder("utf-8", { ignoreBOM: true }), filter: this.#makeFilter() };
    const { decoder, filter } = this.#reading;
    this.#add(filter.push(withoutNul(decoder.decode(chunk, { stream: true }))));
  }
  end() {
    if (this.#reading === void 0) return { text: "", droppedBytes: 0 };
    const { decoder, filter } = this.#reading;
    this.#add(filter.push(withoutNul(decoder.decode())) + filter.end());
    const head = this.#head.join("");
    if (this.#tail === void 0) return { text: head, droppedBytes: 0 };
    const tail = fromCharacterStart(this.#tail.bytes());
    const droppedBytes = this.#allBytes - this.#headBytes - tail.length;
    if (this.#keep === "head") return { text: head, droppedBytes };
    return { text: `${head}${droppedBytes > 0 ? gap(droppedBytes) : ""}${tail.toString("utf8")}`, droppedBytes };
  }
  #add(text) {
    if (text === "") return;
    const bytes = Buffer.byteLength(text);
    this.#allBytes += bytes;
    if (this.#tail !== void 0) {
      this.#tail.pushText(text, bytes);
      return;
    }
    if (this.#allBytes <= this.#maxBytes) {
      this.#head.push(text);
      this.#headBytes += bytes;
      return;
    }
    const all = Buffer.from(this.#head.join("") + text);
    const headLimit = this.#keep === "head" ? this.#maxBytes : Math.ceil(this.#maxBytes / 2);
    const head = upToCharacterEnd(all.subarray(0, headLimit), all[headLimit]);
    this.#head = [head.toString("utf8")];
    this.#headBytes = head.length;
    this.#tail = new ByteRing(this.#keep === "head" ? 0 : this.#maxBytes - headLimit);
    this.#tail.push(all.subarray(head.length));
  }
};
var ByteRing = class {
  #ring;
  #at = 0;
  #full = false;
  constructor(size) {
    this.#ring = Buffer.allocUnsafe(size);
  }
  /** @param bytes its length in UTF-8 */
  pushText(text, bytes) {
    if (this.#ring.length === 0) return;
    if (bytes >= this.#ring.length - this.#at) {
      this.push(Buffer.from(text));
      return;
    }
    this.#ring.write(text, this.#at);
    this.#at += bytes;
  }
  push(bytes) {
    const newest = bytes.subarray(Math.max(0, bytes.length - this.#ring.length));
    const first = newest.copy(this.#ring, this.#at);
    this.#full ||= this.#at + newest.length >= this.#ring.length;
    this.#at = first < newest.length ? newest.copy(this.#ring, 0, first) : this.#at + first;
  }
  bytes() {
    const newest = this.#ring.subarray(0, this.#at);
    return this.#full ? Buffer.concat([this.#ring.subarray(this.#at), newest]) : newest;
  }
};
function withoutNul(text) {
  if (!text.includes("\0")) return text;
  if (scratch.length < text.length) scratch = new Uint16Array(text.length);
  const bytes = Buffer.from(scratch.buffer);
  const length = bytes.write(text, "utf16le");
  for (let i = 0; i < length / 2; i += 1) if (scratch[i] === 0) scratch[i] = 65533;
  return bytes.toString("utf16le", 0, length);
}
var scratch = new Uint16Array(0);
var isContinuation = (byte) => byte !== void 0 && (byte & 192) === 128;
function fromCharacterStart(bytes) {
  let start = 0;
  while (start < 4 && isContinuation(bytes[start])) start += 1;
  return bytes.subarray(start);
}
function upToCharacterEnd(bytes, next) {
  if (!isContinuation(next)) return bytes;
  let end2 = bytes.length;
  while (end2 > 0 && isContinuation(bytes[end2 - 1])) end2 -= 1;
  return bytes.subarray(0, Math.max(0, end2 - 1));
}

// src/bot/hosts/pipe.ts
import { PassThrough } from "node:stream";
var betweenBytes = 1024 * 1024;
async function pipeBetween(from, to, { signal, timeoutMs, progress }, capture) {
  const between = new PassThrough({ highWaterMark: betweenBytes });
  between.on("error", () => {
  });
  const broken = new AbortController();
  const limits = { signal: AbortSignal.any([signal, broken.signal]), timeoutMs, floodBytes: Number.POSITIVE_INFINITY };
  let bytes = 0;
  let control2;
  between.on("drain", () => control2?.resume());
  const [said, heard] = [capture(), capture()];
  const writing = from.transport.run({
    argv: from.argv,
    ...limits,
    flow: (given) => {
      control2 = given;
    },
    output: {
      stdout: (chunk) => {
        bytes += chunk.length;
        progress?.(bytes);
        if (!between.destroyed && !between.write(Buffer.from(chunk))) control2?.pause();
      },
      stderr: said.output.stderr
    }
  }).then((ran) => {
    if (ran.ok && ran.value.by === "itself" && ran.value.exitCode === 0) between.end();
    else {
      between.destroy();
      broken.abort(new Error("the other end broke off"));
    }
    return ran;
  });
  const reading = to.transport.run({ argv: to.argv, ...limits, stdin: between, output: heard.output }).then((ran) => {
    if (!ran.ok || ran.value.by !== "itself" || ran.value.exitCode !== 0) {
      broken.abort(new Error("the other end broke off"));
    }
    between.destroy();
    return ran;
  });
  const [wrote, read] = await Promise.all([writing, reading]);
  const first = execOf(from, wrote, said, timeoutMs, broken.signal.aborted && !signal.aborted);
  const second = execOf(to, read, heard, timeoutMs, broken.signal.aborted && !signal.aborted);
  if (!first.ok) return first;
  return second.ok ? ok({ bytes, from: first.value, to: second.value }) : second;
}
var notBegun = { exitCode: null, tookMs: 0 };
function execOf({ host, argv }, ran, capture, timeoutMs, forTheOther) {
  if (!ran.ok) return forTheOther && ran.failure.code === "cancelled" ? ok({ ...notBegun, ...capture.end() }) : ran;
  const { by, exitCode, signal, tookMs } = ran.value;
  const words3 = capture.end();
  const exec = { exitCode, ...signal === void 0 ? {} : { signal }, ...words3, tookMs };
  if (by === "itself" || by === "abort" && forTheOther) return ok(exec);
  const evidence = words3.stderr.trim() === "" ? [] : [{ type: "code", text: words3.stderr.trim() }];
  return commandFailure(host, argv, { ...ran.value, by }, timeoutMs, evidence) ?? ok(exec);
}

// src/bot/hosts/redacting-hosts.ts
var outputBytes = 256 * 1024;
var bodyBytes = 64 * 1024;
var pipeWordsBytes = 16 * 1024;
function makeRedactingHosts(use, masking, floodBytes) {
  const on = async (host, work) => {
    const result = await use(host, work);
    if (result === void 0) return fail("not-found", say.unknownHost({ host }));
    return result.ok ? result : { ok: false, failure: masking().json(result.failure) };
  };
  const limitsOf = (options) => ({
    signal: options.signal,
    timeoutMs: options.timeoutMs,
    floodBytes
  });
  return {
    exec: (host, argv, options) => on(host, async (transport) => {
      const capture = captureOf(masking(), options);
      const stdin = options.stdin === void 0 ? {} : { stdin: options.stdin };
      const ran = await transport.run({ argv, ...stdin, ...limitsOf(options), output: capture.output });
      if (!ran.ok) return ran;
      const { by, exitCode, signal, tookMs } = ran.value;
      const said = capture.end();
      if (by === "itself") return ok({ exitCode, ...signal === void 0 ? {} : { signal }, ...said, tookMs });
      const failure2 = commandFailure(host, argv, { ...ran.value, by }, options.timeoutMs, evidenceOf(said));
      return failure2 ?? ok({ exitCode: null, ...said, tookMs });
    }),
    batch: (host, commands, options) => on(host, (transport) => batchOn(host, transport, commands, options, limitsOf(options), masking())),
    pipe: (from, to, options) => on(
      from.host,
      (source) => on(
        to.host,
        (target) => pipeBetween(
          { ...from, transport: source },
          { ...to, transport: target },
          options,
          () => captureOf(masking(), { ...options, maxBytes: pipeWordsBytes })
        )
      )
    ),
    request: (host, request) => on(host, (transport) => requestOn(transport, request, masking()))
  };
}
async function batchOn(host, transport, commands, options, limits, masking) {
  const first = commands[0];
  if (first === void 0) return ok([]);
  for (const argv of commands) {
    const refusal = await transport.refusal(argv);
    if (refusal !== void 0) return { ok: false, failure: refusal };
  }
  const captures = commands.map(() => captureOf(masking, options));
  const batch = makeBatch(
    commands,
    captures.map((capture) => capture.output)
  );
  const ran = await transport.run({ argv: ["sh"], stdin: batch.program, ...limits, output: batch.output });
  if (!ran.ok) return ran;
  const ended = batch.end();
  const execs = captures.map((capture, index) => {
    const end2 = ended[index];
    return { exitCode: end2?.exitCode ?? null, ...capture.end(), tookMs: end2?.tookMs ?? ran.value.tookMs };
  });
  const { by } = ran.value;
  const unfinished = commands[ended.length];
  if (by === "itself" || unfinished === void 0) return ok(execs);
  if (by === "timeout" && ended.length > 0 && ran.value.gone) return ok(execs);
  const evidence = evidenceOf(execs[ended.length] ?? { stdout: "", stderr: "" });
  return commandFailure(host, unfinished, { ...ran.value, by }, options.timeoutMs, evidence) ?? ok(execs);
}
async function requestOn(transport, request, masking) {
  const startedAt = performance.now();
  const body = new CapturedText(request.maxBytes ?? bodyBytes, () => masking.stream(), "head");
  const answered = await transport.request(request, (chunk) => body.push(chunk));
  if (!answered.ok) return answered;
  const { text, droppedBytes } = body.end();
  const headers = Object.entries(answered.value.headers).map(([name2, value2]) => [name2, masking.text(value2)]);
  return ok({
    ...answered.value,
    headers: Object.fromEntries(headers),
    body: asSeen(masking, text),
    droppedBytes,
    tookMs: performance.now() - startedAt
  });
}
var asSeen = (masking, text) => withoutHidden(text) === text ? text : masking.text(text);
function captureOf(masking, options) {
  const make = () => new CapturedText(options.maxBytes ?? outputBytes, () => masking.stream());
  const stdout = make();
  const stderr = make();
  return {
    output: { stdout: (chunk) => stdout.push(chunk), stderr: (chunk) => stderr.push(chunk) },
    end() {
      const out = stdout.end();
      const err = stderr.end();
      return {
        stdout: asSeen(masking, out.text),
        stderr: asSeen(masking, err.text),
        droppedBytes: out.droppedBytes + err.droppedBytes
      };
    }
  };
}
function evidenceOf(said) {
  const newest = [said.stdout, said.stderr].map((text) => text.trimEnd().slice(-2e3)).filter((text) => text !== "");
  return newest.map((text) => ({ type: "code", text }));
}

// src/bot/hosts/slots.ts
var Slots = class {
  #size;
  #taken = 0;
  #waiting = [];
  constructor(size) {
    this.#size = size;
  }
  get taken() {
    return this.#taken;
  }
  /** Fewer places from now on, never none. */
  shrinkTo(size) {
    this.#size = Math.max(1, Math.min(this.#size, size));
  }
  /** A place, to be given back once. */
  async take(limit) {
    if (limit.signal.aborted) return "abort";
    if (this.#taken < this.#size) this.#taken += 1;
    else {
      const breach = await this.#wait(limit);
      if (breach !== void 0) return breach;
    }
    let given = false;
    return () => {
      if (given) return;
      given = true;
      this.#giveBack();
    };
  }
  #giveBack() {
    this.#taken -= 1;
    if (this.#taken >= this.#size) return;
    const next = this.#waiting.shift();
    if (next === void 0) return;
    this.#taken += 1;
    next();
  }
  #wait(limit) {
    return new Promise((resolve2) => {
      const next = () => {
        stop();
        resolve2(void 0);
      };
      this.#waiting.push(next);
      const stop = watch(limit, (by) => {
        this.#waiting.splice(this.#waiting.indexOf(next), 1);
        resolve2(by);
      });
    });
  }
};

// src/bot/hosts/ssh/handshake-slots.ts
var perAddress = 8;
function makeHandshakeSlots() {
  const slots = /* @__PURE__ */ new Map();
  return {
    of(address, port2) {
      const key = `${address}:${port2}`;
      const known = slots.get(key) ?? new Slots(perAddress);
      slots.set(key, known);
      return known;
    }
  };
}

// src/bot/hosts/ssh/end-remote-session.ts
async function endRemoteSession(connection, session) {
  const release = await connection.endings.take({ signal: neverAborted, timeoutMs: endSessionTimeoutMs });
  if (typeof release === "string") return notSeen;
  const end2 = (async () => {
    try {
      return await ask(connection, session);
    } finally {
      release();
    }
  })();
  const seen = await within(end2, endSessionTimeoutMs);
  if (seen === void 0) connection.close();
  return seen ?? notSeen;
}
var neverAborted = new AbortController().signal;
async function ask(connection, session) {
  const opened = await connection.openSession("exec sh", (channel) => answerOf(channel, session));
  return opened === "lost" || "refused" in opened ? notSeen : opened.opened;
}
function answerOf(channel, session) {
  return new Promise((resolve2) => {
    let answer = "";
    channel.on("data", (chunk) => {
      answer = (answer + chunk.toString("latin1")).slice(-4096);
    });
    channel.stderr.resume();
    channel.on("error", () => {
    });
    channel.on("close", () => resolve2(readSessionEnd(answer)));
    channel.end(endSessionProgram(session));
  });
}

// src/bot/hosts/ssh/link.ts
import { performance as performance5 } from "node:perf_hooks";
import { setTimeout as delay } from "node:timers/promises";

// src/bot/hosts/ssh/host-keys.ts
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";

// src/bot/hosts/ssh/known-hosts.ts
import { createHmac, timingSafeEqual } from "node:crypto";
function knownHostsOf(file, address, port2) {
  const name2 = (port2 === 22 ? address : `[${address}]:${port2}`).toLowerCase();
  return file.split(/\r?\n/).flatMap((line) => {
    const fields = line.trim().split(/[ \t]+/);
    const marker = fields[0]?.startsWith("@") ? fields.shift() : void 0;
    const [hosts, type, key] = fields;
    if (hosts === void 0 || type === void 0 || key === void 0 || hosts.startsWith("#")) return [];
    if (marker !== void 0 && marker !== "@revoked") return [];
    return matches(hosts, name2) ? [{ key, type, revoked: marker === "@revoked" }] : [];
  });
}
function matches(hosts, name2) {
  if (hosts.startsWith("|")) return matchesHashed(hosts, name2);
  const patterns = hosts.toLowerCase().split(",");
  const negated = patterns.some((pattern) => pattern.startsWith("!") && matchesPattern(pattern.slice(1), name2));
  return !negated && patterns.some((pattern) => !pattern.startsWith("!") && matchesPattern(pattern, name2));
}
function matchesHashed(hosts, name2) {
  const [, method, salt, hash] = hosts.split("|");
  if (method !== "1" || salt === void 0 || hash === void 0) return false;
  const expected = Buffer.from(hash, "base64");
  const found = createHmac("sha1", Buffer.from(salt, "base64")).update(name2).digest();
  return expected.length === found.length && timingSafeEqual(expected, found);
}
function matchesPattern(pattern, name2) {
  const literal2 = pattern.replace(/[.+^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^${literal2.replaceAll("*", ".*").replaceAll("?", ".")}$`).test(name2);
}

// src/bot/hosts/ssh/host-keys.ts
var keyFamilies = [
  ["ssh-ed25519"],
  ["ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521"],
  ["rsa-sha2-512", "rsa-sha2-256"]
];
var fingerprintOf = (key) => `SHA256:${createHash("sha256").update(key).digest("base64").replace(/=+$/, "")}`;
async function readPinnedKeys(spec) {
  if ("fingerprints" in spec.hostKeys) return pinnedByFingerprint(spec.hostKeys.fingerprints);
  const file = await readFile(spec.hostKeys.knownHostsFile, "utf8");
  return pinnedByKey(knownHostsOf(file, spec.address, spec.port));
}
function pinnedByFingerprint(fingerprints) {
  return {
    judge: (key) => fingerprints.includes(fingerprintOf(key)) ? "pinned" : "other",
    fingerprints,
    families: keyFamilies
    // a fingerprint does not say its kind
  };
}
function pinnedByKey(known) {
  const revoked = new Set(known.filter((entry) => entry.revoked).map((entry) => entry.key));
  const pinned = known.filter((entry) => !entry.revoked && !revoked.has(entry.key));
  const algorithmOf = (type) => type === "ssh-rsa" ? "rsa-sha2-512" : type;
  const families = keyFamilies.filter((family) => pinned.some(({ type }) => family.includes(algorithmOf(type))));
  return {
    judge(key) {
      const shown = Buffer.from(key).toString("base64");
      if (revoked.has(shown)) return "revoked";
      if (pinned.some((entry) => entry.key === shown)) return "pinned";
      return pinned.length === 0 ? "unknown" : "other";
    },
    fingerprints: pinned.map(({ key }) => fingerprintOf(Buffer.from(key, "base64"))),
    families: families.length === 0 ? keyFamilies : families
  };
}

// src/bot/hosts/ssh/connect-failure.ts
function connectFailure(host, spec, problem, reason) {
  const params = {
    host,
    address: `${spec.address}:${spec.port}`,
    user: spec.user,
    limit: { durationMs: spec.connectTimeout },
    reason: outside(reason)
  };
  const failed = (code, message) => fail(code, message, { detail: { host, problem, reason } }).failure;
  switch (problem) {
    case "refused":
      return failed("unreachable", say.refused(params));
    case "timed-out":
      return failed("unreachable", say.connectTimedOut(params));
    case "no-route":
      return failed("unreachable", say.noRoute(params));
    case "name-unknown":
      return failed("unreachable", say.nameUnknown(params));
    case "login-refused":
      return failed("unreachable", say.loginRefused(params));
    case "key-unusable":
      return failed("faulty-configuration", say.keyUnusable(params));
    case "throttled":
      return failed("unreachable", say.throttled(params));
    case "no-common-algorithm":
      return failed("unreachable", say.noCommonAlgorithm(params));
    case "handshake-broken":
      return failed("unreachable", say.handshakeBroken(params));
    case "aborted":
      return failed("cancelled", say.closing());
  }
}
function hostKeyFailure(host, spec, shown) {
  const presented = fingerprintOf(shown.key);
  const pinned = shown.pinned.fingerprints;
  const params = { host, address: `${spec.address}:${spec.port}`, presented, pinned: { list: [...pinned] } };
  const message = shown.verdict === "unknown" ? say.hostKeyUnknown(params) : shown.verdict === "revoked" ? say.hostKeyRevoked(params) : say.hostKeyChanged(params);
  return fail("unreachable", message, { detail: { host, problem: "host-key", presented, pinned } }).failure;
}

// src/bot/hosts/ssh/connection.ts
var maxTunnels = 16;
var maxEndings = 2;
var hurryMs = [2, 6, 20];
var Connection = class {
  sessions;
  endings = new Slots(maxEndings);
  tunnels = new Slots(maxTunnels);
  /** Learned from the first try: sshd forwards nothing for this user. */
  forwardingOff;
  closed;
  /** Settles when it is gone, for whatever reason. */
  whenClosed;
  #client;
  #hurries;
  constructor(client, maxChannels) {
    this.#client = client;
    this.forwardingOff = false;
    this.closed = false;
    this.sessions = new Slots(maxChannels);
    this.#hurries = hurryMs.map((ms) => setTimeout(() => this.#hurry(), ms));
    this.whenClosed = new Promise((resolve2) => {
      client.once("close", () => {
        this.closed = true;
        this.#stopHurrying();
        resolve2();
      });
      client.once("end", () => {
        this.closed = true;
      });
    });
  }
  get busy() {
    return this.sessions.taken + this.endings.taken + this.tunnels.taken > 0;
  }
  /** @param attach is called at once: a short command's whole life may arrive in one packet. */
  openSession(commandLine, attach2) {
    return this.#open(attach2, (done) => this.#client.exec(commandLine, done));
  }
  openTunnel(address, port2, attach2) {
    return this.#open(attach2, (done) => this.#client.forwardOut("127.0.0.1", 0, address, port2, done));
  }
  /** Says goodbye; whoever does not listen is cut off. */
  close() {
    this.closed = true;
    this.#client.end();
    this.#client.destroy();
  }
  /** Gives back a forwarding that was never asked for: nothing comes of it, but an acknowledgement goes along. */
  #hurry() {
    if (this.closed) return;
    try {
      this.#client.unforwardIn("127.0.0.1", 1);
    } catch {
    }
  }
  #stopHurrying() {
    for (const timer of this.#hurries) clearTimeout(timer);
    this.#hurries = [];
  }
  #open(attach2, ask2) {
    if (this.closed) return Promise.resolve("lost");
    return new Promise((resolve2) => {
      try {
        ask2((error2, channel) => {
          this.#stopHurrying();
          if (error2 === void 0) resolve2({ opened: attach2(channel) });
          else resolve2(refusalOf(error2) ?? "lost");
        });
      } catch {
        resolve2("lost");
      }
    });
  }
};
var reasons = {
  1: "prohibited",
  2: "connect-failed",
  3: "no-more",
  4: "no-more"
};
function refusalOf(error2) {
  const { reason } = error2;
  const known = typeof reason === "number" ? reasons[reason] : void 0;
  const words3 = error2.message.replace(/^\(SSH\) Channel open failure: /, "");
  return known === void 0 ? void 0 : { refused: { reason: known, words: words3 } };
}

// src/bot/hosts/ssh/dial.ts
import { connect as connectTcp } from "node:net";
var kex = [
  "curve25519-sha256",
  "curve25519-sha256@libssh.org",
  "ecdh-sha2-nistp256",
  "ecdh-sha2-nistp384",
  "ecdh-sha2-nistp521",
  "diffie-hellman-group16-sha512",
  "diffie-hellman-group14-sha256"
];
var cipher = [
  "aes128-gcm@openssh.com",
  "aes256-gcm@openssh.com",
  "aes128-ctr",
  "aes256-ctr",
  "chacha20-poly1305@openssh.com"
];
var hmac = [
  "hmac-sha2-256-etm@openssh.com",
  "hmac-sha2-512-etm@openssh.com",
  "hmac-sha2-256",
  "hmac-sha2-512"
];
var keepaliveCount = 2;
async function dial(options) {
  const { NodeSSH } = await import("node-ssh");
  if (options.signal.aborted) return { problem: "aborted", reason: "aborted" };
  const socket = connectTcp({ host: options.address, port: options.port, noDelay: true });
  const seen = { handshake: false, deniedKey: false };
  const ssh = new NodeSSH();
  const connecting = ssh.connect({
    sock: socket,
    username: options.user,
    privateKey: options.privateKey,
    authHandler: ["publickey"],
    algorithms: {
      kex: [...kex],
      cipher: [...cipher],
      hmac: [...hmac],
      compress: ["none"],
      // The caller takes these from the list of what is supported, written out in host-keys.ts.
      serverHostKey: [...options.hostKeyAlgorithms]
    },
    hostVerifier: (key) => {
      const accepted = options.accepts(key);
      seen.deniedKey = !accepted;
      return accepted;
    },
    readyTimeout: 0,
    // the one timer below covers everything from the first packet on
    keepaliveInterval: options.keepaliveMs,
    keepaliveCountMax: keepaliveCount
  });
  const client = ssh.connection;
  if (client === null) throw new Error("node-ssh made no connection");
  client.on("error", () => {
  });
  client.on("handshake", () => {
    seen.handshake = true;
  });
  const over = giveUpAfter(options, () => socket.destroy());
  try {
    await connecting;
    return { client };
  } catch (error2) {
    socket.destroy();
    if (seen.deniedKey) return { problem: "host-key", reason: "host key" };
    return over.by() === void 0 ? classify(error2, seen.handshake) : { problem: over.by() ?? "aborted", reason: "" };
  } finally {
    over.stop();
  }
}
function giveUpAfter({ timeoutMs, signal }, giveUp) {
  let why;
  const end2 = (by) => () => {
    why ??= by;
    giveUp();
  };
  const timer = setTimeout(end2("timed-out"), timeoutMs);
  const onAbort = end2("aborted");
  signal.addEventListener("abort", onAbort, { once: true });
  return {
    by: () => why,
    stop: () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", onAbort);
    }
  };
}
var byCode = {
  ECONNREFUSED: "refused",
  ETIMEDOUT: "timed-out",
  EHOSTUNREACH: "no-route",
  ENETUNREACH: "no-route",
  EHOSTDOWN: "no-route",
  ENETDOWN: "no-route",
  ENOTFOUND: "name-unknown",
  EAI_AGAIN: "name-unknown"
};
function classify(error2, handshakeDone) {
  const reason = error2 instanceof Error ? error2.message : String(error2);
  const { code, level } = error2;
  const known = typeof code === "string" ? byCode[code] : void 0;
  if (known !== void 0 && level === "client-socket") return { problem: known, reason };
  if (reason.startsWith("Cannot parse privateKey") || reason.startsWith("privateKey value"))
    return { problem: "key-unusable", reason };
  if (level === "client-authentication" || /authentication/i.test(reason)) return { problem: "login-refused", reason };
  if (/no matching/i.test(reason)) return { problem: "no-common-algorithm", reason };
  if (!handshakeDone && (reason === "Connection lost before handshake" || code === "ECONNRESET" || code === "EPIPE"))
    return { problem: "throttled", reason };
  return { problem: "handshake-broken", reason };
}

// src/bot/hosts/ssh/link.ts
var firstHoldMs = 250;
var longestHoldMs = 5e3;
var Link = class {
  #options;
  #closing = new AbortController();
  #connection;
  #connecting;
  #failures = 0;
  #held;
  #hostKeyAlgorithms;
  #idle;
  constructor(options) {
    this.#options = options;
  }
  get connected() {
    return this.#connection !== void 0 && !this.#connection.closed;
  }
  /** The live connection, or why there is none within the caller's limit. */
  async use(limit) {
    if (this.#connection !== void 0 && this.connected) {
      this.#idle?.refresh();
      return ok(this.#connection);
    }
    if (this.#held !== void 0 && performance5.now() < this.#held.untilMs)
      return { ok: false, failure: this.#held.failure };
    this.#connecting ??= this.#connect().finally(() => {
      this.#connecting = void 0;
    });
    const connected = await limited(this.#connecting, limit);
    if (connected === "timeout") return { ok: false, failure: this.#silent(limit.timeoutMs) };
    return connected === "abort" ? connected : connected.value;
  }
  async close() {
    this.#closing.abort();
    clearTimeout(this.#idle);
    await this.#connecting?.catch(() => {
    });
    this.#connection?.close();
    await this.#connection?.whenClosed;
  }
  #silent(timeoutMs) {
    const { host, spec } = this.#options;
    return connectFailure(host, { ...spec, connectTimeout: timeoutMs }, "timed-out", "the caller waits no longer");
  }
  async #connect() {
    const connected = await this.#tryConnect();
    if (connected.ok) {
      this.#failures = 0;
      this.#held = void 0;
      this.#connection = connected.value;
      this.#startIdleTimer(connected.value);
      return connected;
    }
    const holdMs = Math.min(firstHoldMs * 2 ** this.#failures, longestHoldMs);
    this.#failures += 1;
    this.#held = { failure: connected.failure, untilMs: performance5.now() + holdMs };
    return connected;
  }
  async #tryConnect() {
    const { host, spec, readKey } = this.#options;
    let pinned;
    let privateKey;
    try {
      pinned = await readPinnedKeys(spec);
    } catch (error2) {
      return fail("faulty-configuration", say.knownHostsUnreadable({ host, reason: outside(reasonOf(error2)) }));
    }
    try {
      privateKey = await readKey();
    } catch (error2) {
      return { ok: false, failure: connectFailure(host, spec, "key-unusable", reasonOf(error2)) };
    }
    return this.#tryKeyFamilies(pinned, privateKey);
  }
  /**
   * A server shows one of its keys, chosen by our order. When that one is not pinned another may be, so each kind is
   * asked for before the key counts as changed.
   */
  async #tryKeyFamilies(pinned, privateKey) {
    const { host, spec } = this.#options;
    let shown;
    let failure2;
    for (const algorithms of keyOffers(pinned, this.#hostKeyAlgorithms)) {
      const keys = [];
      const dialed = await this.#dialUnlessThrottled(algorithms, privateKey, (key2) => {
        keys.push(key2);
        return pinned.judge(key2) === "pinned";
      });
      if ("client" in dialed) {
        this.#hostKeyAlgorithms = algorithms;
        return ok(new Connection(dialed.client, spec.maxChannels));
      }
      const [key] = keys;
      if (dialed.problem === "host-key") {
        if (key !== void 0) shown ??= { key, verdict: pinned.judge(key), pinned };
        continue;
      }
      failure2 = connectFailure(host, spec, dialed.problem, dialed.reason);
      if (dialed.problem !== "no-common-algorithm") break;
    }
    if (shown !== void 0) return { ok: false, failure: hostKeyFailure(host, spec, shown) };
    if (failure2 === void 0) throw new Error("no host key algorithm was tried");
    return { ok: false, failure: failure2 };
  }
  /** sshd turns connections away when too many log in at once: waits and tries again, within the time to connect. */
  async #dialUnlessThrottled(hostKeyAlgorithms, privateKey, accepts) {
    const { spec, handshakes, keepaliveMs } = this.#options;
    const signal = this.#closing.signal;
    const { address, port: port2, user } = spec;
    const give = await handshakes.of(address, port2).take({ signal, timeoutMs: spec.connectTimeout * 3 });
    if (typeof give === "string")
      return give === "abort" ? { problem: "aborted", reason: "" } : { problem: "throttled", reason: "no turn" };
    const startedAt = performance5.now();
    try {
      for (let round = 0; ; round += 1) {
        const timeoutMs = spec.connectTimeout - (performance5.now() - startedAt);
        const dialed = await dial({
          address,
          port: port2,
          user,
          privateKey,
          hostKeyAlgorithms,
          accepts,
          timeoutMs,
          signal,
          keepaliveMs
        });
        const pauseMs = 200 * 2 ** round * (0.5 + Math.random());
        const timeLeftMs = spec.connectTimeout - (performance5.now() - startedAt);
        if ("client" in dialed || dialed.problem !== "throttled" || pauseMs >= timeLeftMs) return dialed;
        await delay(pauseMs, void 0, { signal }).catch(() => {
        });
      }
    } finally {
      give();
    }
  }
  #startIdleTimer(connection) {
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => {
      if (connection.busy) this.#idle?.refresh();
      else connection.close();
    }, this.#options.idleMs).unref();
    void connection.whenClosed.then(() => {
      if (this.#connection === connection) clearTimeout(this.#idle);
    });
  }
};
function keyOffers(pinned, lastGood) {
  const offers = [...lastGood === void 0 ? [] : [lastGood], pinned.families.flat(), ...pinned.families];
  const distinct = new Map([...offers, keyFamilies.flat()].map((offer) => [offer.join(), offer]));
  return [...distinct.values()];
}
var reasonOf = (error2) => error2 instanceof Error ? error2.message : String(error2);

// src/bot/hosts/ssh/remote-process.ts
import { randomBytes as randomBytes2 } from "node:crypto";
import { Readable as Readable2 } from "node:stream";
function commandLineOf(argv, nonce) {
  return `printf '\\n${nonce} %d\\n' $$ >&2; printf '\\n${nonce} \\n'; ${execWords(argv)}`;
}
var makeNonce = () => randomBytes2(16).toString("hex");
var pidOnItsWayMs = 500;
var afterExitMs2 = 500;
var wordsBeforeBytes = 2e3;
var lostProcess = {
  ended: Promise.resolve("lost"),
  end: () => Promise.resolve(notSeen),
  discard: () => {
  }
};
function attach(channel, nonce, { stdin, flow }, output, endSession) {
  const pid = Promise.withResolvers();
  let began = false;
  let before2 = Buffer.alloc(0);
  const splitter2 = (name2, onFrame) => {
    let sink = (chunk) => {
      before2 = Buffer.concat([before2, chunk]).subarray(0, wordsBeforeBytes);
    };
    const pass = (chunk) => sink(chunk);
    return new FrameSplitter(nonce, 1, pass, (fields) => {
      sink = output[name2];
      onFrame(fields);
    });
  };
  const stdout = splitter2("stdout", () => {
  });
  const stderr = splitter2("stderr", (fields) => {
    began = true;
    pid.resolve(Number.parseInt(fields, 10));
  });
  channel.on("data", (chunk) => stdout.push(chunk));
  channel.stderr.on("data", (chunk) => stderr.push(chunk));
  channel.on("error", () => {
  });
  if (stdin instanceof Readable2) stdin.pipe(channel);
  else channel.end(stdin);
  flow?.({ pause: () => channel.pause(), resume: () => channel.resume() });
  return {
    ended: endOf2(channel).then((end2) => {
      stdout.end();
      stderr.end();
      return end2;
    }),
    async end() {
      const session = await within(pid.promise, pidOnItsWayMs);
      return session === void 0 ? notSeen : endSession(session);
    },
    discard: () => channel.close(),
    wordsBefore: () => began ? void 0 : before2.toString("utf8")
  };
}
function endOf2(channel) {
  return new Promise((resolve2) => {
    let exit;
    let lingering;
    const linger = () => {
      clearTimeout(lingering);
      lingering = setTimeout(() => channel.isPaused() ? linger() : channel.close(), afterExitMs2);
    };
    channel.on("exit", (code, signal) => {
      exit = { exitCode: code, ...signal === void 0 ? {} : { signal } };
      linger();
      channel.on("data", linger);
      channel.stderr.on("data", linger);
    });
    channel.on("close", () => {
      clearTimeout(lingering);
      resolve2(exit ?? "lost");
    });
  });
}

// src/bot/hosts/ssh/relay.ts
import { Duplex } from "node:stream";

// src/bot/hosts/ssh/relay-program.ts
var relayProgram = `if command -v perl >/dev/null 2>&1; then exec perl -e '${perlRelay()}' -- "$@"; fi
if command -v python3 >/dev/null 2>&1; then exec python3 -c '${pythonRelay()}' "$@"; fi
if command -v curl >/dev/null 2>&1; then
  printf '\\n%s connected\\n' "$4"
  exec curl -q -sN --noproxy '*' --max-time "$3" "telnet://$1:$2"
fi
exit 127`;
function perlRelay() {
  return `use strict; use IO::Socket::IP; use IO::Select; use Errno;
my ($a, $p, $s, $nonce) = @ARGV; alarm $s;
my $c = IO::Socket::IP->new(PeerHost => $a, PeerPort => $p, Timeout => $s);
if (!$c) { my $e = $! + 0; exit($e == Errno::ECONNREFUSED() ? 7 : $e == Errno::ETIMEDOUT() ? 28 : $e ? 7 : 6) }
$c->blocking(1); syswrite STDOUT, "\\n$nonce connected\\n";
my $w = IO::Select->new($c, \\*STDIN); my $b;
while ($w->count) { for my $r ($w->can_read) {
  my $n = sysread $r, $b, 65536;
  if ($r == $c) { exit 0 if !$n; for (my $o = 0; $o < $n;) { $o += syswrite(STDOUT, $b, $n - $o, $o) || exit 0 } }
  elsif (!$n) { $w->remove($r) }
  else { for (my $o = 0; $o < $n;) { $o += syswrite($c, $b, $n - $o, $o) || exit 56 } } } }`;
}
function pythonRelay() {
  return `import os, select, signal, socket, sys
a, p, s = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
signal.alarm(s)
try: c = socket.create_connection((a, p), s)
except ConnectionRefusedError: sys.exit(7)
except socket.gaierror: sys.exit(6)
except socket.timeout: sys.exit(28)
except OSError: sys.exit(7)
c.setblocking(True)
os.write(1, b"\\n" + sys.argv[4].encode() + b" connected\\n")
w = [c, 0]
while True:
  for r in select.select(w, [], [])[0]:
    if r is c:
      d = c.recv(65536)
      if not d: sys.exit(0)
      while d: d = d[os.write(1, d):]
    else:
      d = os.read(0, 65536)
      if d: c.sendall(d)
      else: w.remove(0)`;
}

// src/bot/hosts/ssh/relay.ts
function relayLine(request, nonce, timeoutMs) {
  const url = new URL(request.url);
  const seconds = Math.max(1, Math.ceil(timeoutMs / 1e3) + 1);
  return execWords(["sh", "-c", relayProgram, "relay", hostnameOf(url), `${portOf(url)}`, `${seconds}`, nonce]);
}
function attachRelay(channel, nonce) {
  const connected = Promise.withResolvers();
  let relayed = false;
  let exitCode = null;
  const stream = new Duplex({
    read: () => channel.resume(),
    write: (chunk, _encoding, done) => {
      channel.write(chunk, () => done());
    },
    final: (done) => {
      channel.end();
      done();
    },
    destroy: (error2, done) => {
      channel.close();
      done(error2);
    }
  });
  const pass = (chunk) => {
    if (relayed && !stream.push(chunk)) channel.pause();
  };
  const splitter2 = new FrameSplitter(nonce, 1, pass, () => {
    relayed = true;
    connected.resolve(true);
  });
  channel.on("data", (chunk) => splitter2.push(chunk));
  channel.stderr.resume();
  channel.on("error", () => {
  });
  channel.on("exit", (code) => {
    exitCode = code;
  });
  channel.on("close", () => {
    connected.resolve({ exitCode });
    stream.push(null);
  });
  return { stream, connected: connected.promise };
}
function relayFailure(host, request, exitCode) {
  const asked = { host, url: request.url, limit: { durationMs: request.timeoutMs } };
  const detail = { url: request.url, exitCode };
  switch (exitCode) {
    case 7:
      return fail("unhealthy", say.portRefused(asked), { detail });
    case 28:
      return fail("timed-out", say.noAnswer(asked), { detail });
    case 127:
      return fail("unhealthy", say.noRelay(asked), { detail });
    default: {
      const reason = exitCode === 6 ? "name unknown" : `relay: exit ${exitCode ?? "?"}`;
      return fail("unhealthy", say.noConnection({ ...asked, reason: outside(reason) }), { detail });
    }
  }
}

// src/bot/hosts/ssh/session.ts
async function takeSession(link, left) {
  for (; ; ) {
    const connected = await link.use(left());
    if (typeof connected === "string" || !connected.ok) return connected;
    const connection = connected.value;
    const release = await connection.sessions.take(left());
    if (typeof release === "string") return release;
    if (!connection.closed) return ok({ connection, release });
    release();
  }
}
async function openSession(place, commandLine, attach2, left) {
  const { connection } = place;
  const { sessions } = connection;
  for (; ; ) {
    const opened = await connection.openSession(commandLine, attach2);
    if (opened === "lost" || "opened" in opened || sessions.taken <= 1) return opened;
    sessions.shrinkTo(sessions.taken - 1);
    place.release();
    const release = await sessions.take(left());
    if (typeof release === "string") return opened;
    place.release = release;
  }
}

// src/bot/hosts/ssh/remote-request.ts
async function requestThrough(link, host, request, body) {
  const left = remaining(request);
  const way = await findWay(link, host, request, left);
  if (way === "timeout" || way === "abort") return outOfTime(host, request, way);
  if (!way.ok) return way;
  const { stream, forwarding, release } = way.value;
  try {
    return await exchange({ host, request, limit: left(), stream, forwarding, body });
  } finally {
    release();
  }
}
async function findWay(link, host, request, left) {
  const connected = await link.use(left());
  if (typeof connected === "string" || !connected.ok) return connected;
  const connection = connected.value;
  if (!connection.forwardingOff) {
    const way = await findTunnel(connection, host, request, left);
    if (way !== "prohibited") return way;
    connection.forwardingOff = true;
  }
  return findRelay(link, host, request, left);
}
async function findTunnel(connection, host, request, left) {
  const release = await connection.tunnels.take(left());
  if (typeof release === "string") return release;
  const url = new URL(request.url);
  const opening = connection.openTunnel(hostnameOf(url), portOf(url), (channel) => channel);
  const opened = await limited(opening, left());
  if (typeof opened === "string") {
    void opening.then((late) => {
      if (late !== "lost" && "opened" in late) late.opened.destroy();
      release();
    });
    return opened;
  }
  const { value: value2 } = opened;
  if (value2 !== "lost" && "opened" in value2) return ok({ stream: value2.opened, forwarding: "tunnel", release });
  release();
  if (value2 === "lost") return fail("unreachable", say.connectionLost({ host }));
  return value2.refused.reason === "prohibited" ? "prohibited" : tunnelFailure(host, request, value2.refused);
}
function tunnelFailure(host, request, { words: words3 }) {
  const asked = { host, url: request.url, reason: outside(words3) };
  const message = /refused/i.test(words3) ? say.portRefused(asked) : say.noConnection(asked);
  return fail("unhealthy", message, { detail: { url: request.url, words: words3 } });
}
async function findRelay(link, host, request, left) {
  const place = await takeSession(link, left);
  if (typeof place === "string" || !place.ok) return place;
  const release = () => place.value.release();
  const nonce = makeNonce();
  const line = relayLine(request, nonce, left().timeoutMs);
  const opening = openSession(place.value, line, (channel) => attachRelay(channel, nonce), left);
  const opened = await limited(opening, left());
  if (typeof opened === "string") {
    void opening.then((late) => {
      if (late !== "lost" && "opened" in late) late.opened.stream.destroy();
      release();
    });
    return opened;
  }
  const { value: value2 } = opened;
  if (value2 === "lost" || "refused" in value2) {
    release();
    if (value2 === "lost") return fail("unreachable", say.connectionLost({ host }));
    return fail("unreachable", say.noChannel({ host, reason: outside(value2.refused.words) }));
  }
  const relay = value2.opened;
  const connected = await limited(relay.connected, left());
  if (typeof connected === "object" && connected.value === true)
    return ok({ stream: relay.stream, forwarding: "exec", release });
  relay.stream.destroy();
  release();
  return typeof connected === "string" ? connected : relayFailure(host, request, exitOf(connected.value));
}
var exitOf = (end2) => end2 === true ? 0 : end2.exitCode;

// src/bot/hosts/ssh/ssh-transport.ts
var longestLineBytes = 120 * 1024;
function makeSshTransport(options) {
  const link = new Link(options);
  const { host } = options;
  return {
    refusal: async () => void 0,
    // what may run there is decided by the rights of the user logged in
    run: (work) => run(link, host, work),
    request: (request, body) => requestThrough(link, host, request, body),
    connected: () => link.connected,
    close: () => link.close()
  };
}
async function run(link, host, work) {
  const nonce = makeNonce();
  const line = commandLineOf(work.argv, nonce);
  const size = Buffer.byteLength(line);
  if (size > longestLineBytes) {
    const params = { host, program: work.argv[0], size: { bytes: size }, limit: { bytes: longestLineBytes } };
    return fail("bad-input", say.commandTooLong(params));
  }
  const left = remaining(work);
  const session = await takeSession(link, left);
  if (typeof session === "string") return notStarted(host, work.argv, session, work.timeoutMs);
  if (!session.ok) return session;
  const { connection } = session.value;
  let process2;
  let refusal;
  try {
    const ended = await supervise({ ...left(), floodBytes: work.floodBytes }, work.output, async (output) => {
      const attached = (channel) => attach(channel, nonce, work, output, (id) => endRemoteSession(connection, id));
      const opened = await openSession(session.value, line, attached, left);
      if (opened === "lost") return lostProcess;
      if ("refused" in opened) {
        refusal = opened.refused.words;
        return lostProcess;
      }
      process2 = opened.opened;
      return process2;
    });
    if (refusal !== void 0) return fail("unreachable", say.noChannel({ host, reason: outside(refusal) }));
    const silent = process2 === void 0 || ended.by !== "itself" ? void 0 : shellFailure(host, process2, ended);
    return silent === void 0 ? ok(ended) : { ok: false, failure: silent };
  } finally {
    session.value.release();
  }
}
function shellFailure(host, process2, ended) {
  const before2 = process2.wordsBefore();
  if (before2 === void 0) return void 0;
  const exitCode = ended.exitCode ?? ended.signal ?? "?";
  const evidence = before2.trim() === "" ? [] : [{ type: "code", text: before2.trim() }];
  return fail("unreachable", say.shellSilent({ host, exitCode }), { evidence }).failure;
}

// src/bot/hosts/transport-set.ts
var TransportSet = class {
  #open;
  #entries = /* @__PURE__ */ new Map();
  #leaving = /* @__PURE__ */ new Set();
  constructor(open2) {
    this.#open = open2;
  }
  /** What the work gives; undefined when there is no such host. */
  async use(host, work) {
    const entry = this.#entries.get(host);
    if (entry === void 0) return void 0;
    entry.users += 1;
    try {
      return await work(entry.transport);
    } finally {
      entry.users -= 1;
      if (entry.replaced && entry.users === 0) await this.#close(entry);
    }
  }
  /** Hosts that did not change keep their connections. */
  async replace(specs) {
    const former = this.#entries;
    const entries = /* @__PURE__ */ new Map();
    for (const [host, spec] of Object.entries(specs)) {
      const words3 = JSON.stringify(spec);
      const known = former.get(host);
      const same = known?.spec === words3 ? known : void 0;
      entries.set(host, same ?? { spec: words3, transport: this.#open(host, spec), users: 0, replaced: false });
    }
    this.#entries = entries;
    const gone = [...former].filter(([host, entry]) => entries.get(host) !== entry).map(([, entry]) => entry);
    for (const entry of gone) {
      entry.replaced = true;
      this.#leaving.add(entry);
    }
    await Promise.all(gone.filter((entry) => entry.users === 0).map((entry) => this.#close(entry)));
  }
  /** Hosts with an open connection. */
  get connected() {
    return [...this.#entries.values(), ...this.#leaving].filter(({ transport }) => transport.connected?.() === true).length;
  }
  /** At once: what is at work is cut off. */
  async close() {
    const all = [...this.#entries.values(), ...this.#leaving];
    this.#entries = /* @__PURE__ */ new Map();
    await Promise.all(all.map((entry) => this.#close(entry)));
  }
  async #close(entry) {
    this.#leaving.delete(entry);
    await entry.transport.close();
  }
};

// src/bot/hosts/hosts.ts
function openHosts(options) {
  const handshakes = makeHandshakeSlots();
  const open2 = (host, spec) => spec.transport === "local" ? makeLocalTransport({ host, spec, env: options.env }) : makeSshTransport({
    host,
    spec,
    handshakes,
    readKey: () => readSecret(spec.key, options.env),
    keepaliveMs: options.keepaliveMs ?? 15e3,
    idleMs: options.idleMs ?? 15 * 6e4
  });
  const transports = new TransportSet(open2);
  void transports.replace(options.specs);
  const floodBytes = options.floodBytes ?? 64 * 1024 * 1024;
  return {
    ...makeRedactingHosts((host, work) => transports.use(host, work), options.masking, floodBytes),
    connections: () => transports.connected,
    replace: (specs) => transports.replace(specs),
    close: () => transports.close()
  };
}
async function readSecret(source, env) {
  if ("file" in source) return readFile2(source.file, "utf8");
  const value2 = env[source.env];
  if (value2 === void 0 || value2 === "") throw new Error(`${source.env} is not set`);
  return value2;
}

// src/handlers/redaction/mark.ts
var maxNameLength = 64;
var barrier = "\uFFFF";
function markOf(name2) {
  if (name2 === void 0) return "[masked]";
  return `[masked:${name2.replace(/[^\p{L}\p{N}_./-]/gu, "_").slice(0, maxNameLength)}]`;
}
function makeMarks(names) {
  const marks = [.../* @__PURE__ */ new Set([markOf(), ...names.map((name2) => markOf(name2))])];
  const known = new Set(marks);
  return {
    longest: Math.max(...marks.map((mark) => mark.length)),
    hide: (text) => text.includes("[masked") ? text.replace(
      /\[masked(?::[^\]\s]{1,64})?\]/g,
      (found) => known.has(found) ? barrier.repeat(found.length) : found
    ) : text,
    cutOffAt(text) {
      const at = text.lastIndexOf("[");
      const rest = text.slice(at);
      return at >= 0 && marks.some((mark) => mark !== rest && mark.startsWith(rest)) ? at : text.length;
    }
  };
}

// src/handlers/redaction/secret-keys.ts
var secretKey = [
  "(?<!\\bno)pass(?:word|wd|phrase|code)",
  // not sudo's NOPASSWD:
  `(?<=[_-])pass|(?<=["'])pass(?=\\\\?["'])`,
  "pwd(?!=/)",
  // not the working folder, PWD=/srv
  "secret(?:[_-]?(?:access[_-]?)?key(?:[_-]?base)?|[_-]?id)?",
  "token",
  "api[_-]?key",
  "access[_-]?key(?:[_-]?(?:id|secret))?",
  "(?:private|encryption|signing|auth|account|master)[_-]?key",
  "\u5BC6\u7801|\u53E3\u4EE4|\u5BC6\u94A5|\u4EE4\u724C"
].join("|");
var words = [
  "accepted|authentication|boolean|cannot|changed|compat|denied|disabled|enabled|enter|error|expired|expires|expiring",
  "failed|file|files|flag|found|incorrect|invalid|mismatch|missing|must|needs|no|not|number|ok|okay|option|optional",
  "please|rejected|required|requires|reset|revoked|rotated|set|should|sorry|sss|string|systemd|token|unexpected",
  "unknown|updated|valid|value|verified|wrong|yes",
  // a sentence goes on, but not right after `=`
  "(?<!=)(?:a|an|and|are|can|for|from|in|is|it|of|on|or|that|the|this|to|via|was|with|your)"
].join("|");
var nextKeys = "database|db|email|host|login|name|password|port|server|token|url|user|username";
var folders = "app|bin|boot|data|dev|etc|home|lib|media|mnt|opt|proc|root|run|sbin|srv|sys|tmp|usr|Users|var";
var end = `[.,;:!?)\\]}]{0,3}(?:[\\s&|<${barrier}]|["'](?!\\w)|$)`;
var noSecret = new RegExp(
  [
    `(?:${words})(?=${end})`,
    `(?:null|none|nil|undefined|true|false|unset|empty)(?=[,;)\\]}]|${end})`,
    `\\d{1,3}(?::\\d{1,4})?(?=${end})`,
    // a count, a line and column
    `(?:\\*{2,64}|[x\u2022]{4,64}|\\.{3}|\u2026)(?=${end})`,
    // masked by others
    `(?:<[\\w .-]{1,40}>|[[(](?:redacted|filtered|hidden|none|empty|unset)[\\])])(?=${end})`,
    `~/|\\.{1,2}/|/(?:${folders})/`,
    `(?:${nextKeys})["']?:[ \\t]`,
    "[\\u3400-\\u9fff]"
    // 密码：已重置
  ].join("|"),
  "iy"
);
var whole = new RegExp(`^pass$|(?:${secretKey})\\d{0,2}$`, "i");
var isSecretKey = (key) => whole.test(key);

// src/handlers/redaction/json-redaction.ts
var maxDepth = 64;
function redactJson(value2, mask) {
  return redact(value2, mask, false, []);
}
function redact(value2, mask, secret, within2) {
  if (typeof value2 === "string") return secret ? maskWhole(value2, mask) : mask(value2);
  if (typeof value2 === "number" || typeof value2 === "bigint") {
    const words3 = String(value2);
    const masked = secret && words3.length > 3 ? markOf() : mask(words3);
    return masked === words3 ? value2 : masked;
  }
  if (typeof value2 !== "object" || value2 === null || value2 instanceof Date || ArrayBuffer.isView(value2)) return value2;
  if (within2.includes(value2)) return "[circular]";
  if (within2.length >= maxDepth) return "[too deep]";
  const inside = [...within2, value2];
  const go = (inner, isSecret = false) => redact(inner, mask, isSecret, inside);
  if (Array.isArray(value2)) return value2.map((item) => go(item, secret));
  if (value2 instanceof Map) return new Map(Array.from(value2, ([key, item]) => [go(key), go(item, isSecretName(key))]));
  if (value2 instanceof Set) return new Set(Array.from(value2, (item) => go(item, secret)));
  if ("toJSON" in value2 && typeof value2.toJSON === "function") return go(value2.toJSON(), secret);
  return Object.fromEntries(fieldsOf(value2).map(([key, item]) => [mask(key), go(item, isSecretName(key))]));
}
var isSecretName = (key) => typeof key === "string" && isSecretKey(key);
function fieldsOf(value2) {
  const fields = Object.entries(value2);
  if (!(value2 instanceof Error)) return fields;
  const { name: name2, message, stack, cause } = value2;
  return [...Object.entries({ name: name2, message, stack, ...cause === void 0 ? {} : { cause } }), ...fields];
}
function maskWhole(words3, mask) {
  const masked = mask(words3);
  return words3 === "" || /^\[masked(?::[^\]\s]+)?\]$/.test(masked) ? masked : markOf();
}

// src/handlers/redaction/needle-match.ts
var wrapAfter = 32;
var isBase64 = (char) => char !== void 0 && /^[\w+/-]$/.test(char);
var isBreak = (char) => char === "\n" || char === "\r";
function isWrapped(text, breakAt) {
  const end2 = text[breakAt] === "\n" && text[breakAt - 1] === "\r" ? breakAt - 1 : breakAt;
  return end2 >= wrapAfter && /^[\w+/-]+$/.test(text.slice(end2 - wrapAfter, end2));
}
function matchNeedle(text, at, end2, final, needle) {
  if (needle.base64 !== void 0) return matchBase64(text, at, end2, final, needle);
  const until = at + needle.text.length;
  if (until <= end2) return text.startsWith(needle.text, at) ? { start: at, end: until } : "none";
  return needle.text.startsWith(text.slice(at, end2)) ? "cut off" : "none";
}
function matchBase64(text, at, end2, final, needle) {
  let i = at;
  for (let k = 0; k < needle.text.length; k += 1) {
    if (k > 0 && i < end2 && isBreak(text[i])) {
      if (!isWrapped(text, i)) return "none";
      i += text.startsWith("\r\n", i) ? 2 : 1;
    }
    if (i >= end2) return "cut off";
    if (text[i] !== needle.text[k]) return "none";
    i += 1;
  }
  const start = needle.base64?.sharesBefore && isBase64(text[at - 1]) ? at - 1 : at;
  if (!needle.base64?.sharesAfter) return { start, end: i };
  for (let shared = 0; shared < 3; shared += 1) {
    if (i >= end2) return final ? { start, end: i } : "cut off";
    if (text[i] !== "=" && (shared > 0 || !isBase64(text[i]))) break;
    i += 1;
  }
  return { start, end: i };
}

// src/handlers/redaction/needle-search.ts
var block = 4;
var hashOn = (hash, code) => (hash << 4 ^ code) & 65535;
function indexNeedles(needles) {
  const byHash = /* @__PURE__ */ new Map();
  const filled = new Uint8Array(65536);
  const beginnings = /* @__PURE__ */ new Set();
  for (const needle of needles) {
    let hash = 0;
    for (let i = 0; i < block; i += 1) hash = hashOn(hash, needle.text.charCodeAt(i));
    filled[hash] = 1;
    byHash.set(hash, [...byHash.get(hash) ?? [], needle]);
    for (let length = 1; length < block; length += 1) beginnings.add(needle.text.slice(0, length));
  }
  return { byHash, filled, beginnings };
}
function beginningIn(beginnings, text, from, end2) {
  for (let at = Math.max(from, end2 - 2 * block); at < end2; at += 1) {
    const rest = text.slice(at, end2);
    const goesOn = !isBreak(rest.at(-1)) || isWrapped(text, end2 - 1);
    if (beginnings.has(rest) || goesOn && beginnings.has(rest.replace(/[\r\n]/g, ""))) return at;
  }
  return end2;
}
function makeNeedleSearch(needles) {
  const { byHash, filled, beginnings } = indexNeedles(needles);
  return {
    longest: 4 + needles.reduce((most, { text, base64: base642 }) => Math.max(most, text.length * (base642 ? 3 : 1)), 0),
    find(text, from, end2, final) {
      const spans = [];
      let settled2 = final ? end2 : beginningIn(beginnings, text, from, end2);
      const tryAt = (at, hash2) => {
        for (const needle of byHash.get(hash2) ?? []) {
          const match = matchNeedle(text, at, end2, final, needle);
          if (match === "cut off") settled2 = final ? end2 : Math.min(settled2, at);
          else if (match !== "none") spans.push({ ...match, open: false, name: needle.name });
        }
      };
      let hash = 0;
      let joinedHash = 0;
      let [third, second, first] = [-1, -1, -1];
      for (let i = from; i < end2; i += 1) {
        const code = text.charCodeAt(i);
        hash = hashOn(hash, code);
        if (filled[hash] === 1 && i - from >= block - 1) tryAt(i - block + 1, hash);
        if (code === 10 || code === 13) continue;
        joinedHash = hashOn(joinedHash, code);
        if (third >= 0 && third !== i - block + 1 && filled[joinedHash] === 1) tryAt(third, joinedHash);
        third = second;
        second = first;
        first = i;
      }
      if (settled2 < end2) settled2 = Math.max(from, settled2 - 1);
      return { spans: spans.filter(({ start }) => start < settled2), settled: settled2 };
    }
  };
}

// src/handlers/redaction/value-run.ts
var runLookahead = 128;
function runOf(plain, special) {
  const lengthAt = (pattern, text, at) => {
    if (pattern === void 0) return 0;
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0].length ?? 0;
  };
  return (text, from, stop) => {
    let to = from;
    while (to < stop) {
      const plainLength = Math.min(lengthAt(plain, text, to), stop - to);
      const length = plainLength > 0 ? plainLength : lengthAt(special, text, to);
      if (length === 0) return { to, done: true };
      to += length;
    }
    return { to, done: false };
  };
}
var charsRun = (chars) => runOf(new RegExp(`[${chars}]{1,1000}`, "y"));
var lineRun = charsRun(`^\\r\\n"'${barrier}`);
var delimiter = "\"'`,;&<>(){}\\[\\]|\\\\";
var bareRun = runOf(
  new RegExp(`[^\\s${delimiter}${barrier}]{1,1000}`, "y"),
  new RegExp(`[${delimiter}](?=[^\\s${delimiter}${barrier}])(?![A-Za-z_][\\w.-]{0,40}["'\\]]?[=:])`, "y")
);
var quotedRuns = Object.fromEntries(
  ['"', "'", "`"].map((quote2) => [
    quote2,
    runOf(new RegExp(`[^${quote2}\\\\\\r\\n${barrier}]{1,1000}`, "y"), new RegExp(`\\\\[^\\r\\n${barrier}]`, "y"))
  ])
);
var twiceQuotedRun = runOf(new RegExp(`[^"\\\\\\r\\n${barrier}]{1,1000}`, "y"), /\\{4}|\\{3}"|\\{2}|\\(?!")/y);
function runAfter(opening) {
  if (opening.endsWith('\\"')) return twiceQuotedRun;
  return quotedRuns[opening.slice(-1)] ?? bareRun;
}
var maxPemLength = 16384;
var pemRun = (text, from, stop, begun) => {
  const limit = begun + maxPemLength;
  const end2 = /-----? ?END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)? ?-----?/g;
  end2.lastIndex = from;
  const found = end2.exec(text);
  if (found === null || end2.lastIndex > limit) {
    const to = Math.max(from, Math.min(stop, limit));
    return { to, done: to === limit };
  }
  const done = end2.lastIndex <= stop;
  return { to: done ? end2.lastIndex : Math.max(from, Math.min(stop, found.index)), done };
};

// src/handlers/redaction/secret-shape.ts
var longestHead = 1500;
var wordStart = `(?<![A-Za-z0-9${barrier}])`;
var token = (name2, why, start, chars = "\\w-") => {
  const run2 = charsRun(chars);
  return { name: name2, why, head: new RegExp(start, "g"), run: () => run2 };
};
var after = (name2, why, before2, run2 = runAfter) => ({
  name: name2,
  why,
  head: new RegExp(`(${before2})`, "gim"),
  run: run2,
  except: noSecret
});

// src/handlers/redaction/secret-shapes.ts
var wordRun = charsRun("\\w-");
var dottedRun = charsRun("\\w.~+/=-");
var cookieRun = charsRun(`^;\\s"'${barrier}`);
var elementRun = charsRun(`^<\\r\\n${barrier}`);
var quote = `\\\\{0,3}["'\`]`;
var blank = "[ \\t]{0,40}";
var assign = `["'\\]\\\\]{0,5}${blank}(?::(?!:)=?|\uFF1A|=>(?=${blank}${quote})|={1,3}|%3D)`;
var gap2 = `(?:(?<=[:\uFF1A>]|:=|[ \\t]={1,3})[ \\t]{1,40}|[ \\t]{1,40}(?=${quote}))?`;
var header = `["']?[ \\t]{0,4}[:=][ \\t]{0,4}["']?`;
var environmentKey = "[A-Z0-9_]{0,40}(?:PASS(?:WORD|WD|PHRASE)?|PWD|SECRET(?:_KEY)?|TOKEN|(?:API|ACCESS)_?KEY)";
var schemes = "bearer|basic|token|bot|apikey|negotiate";
var optionStart = `(?<![\\w${barrier}-])--?(?:[a-z0-9]{1,20}-){0,3}`;
var words2 = `[^\\r\\n|;${barrier}]{0,200}?`;
var field = `[^\\s:"'${barrier}]{1,64}`;
var secretShapes = [
  {
    name: "pem-private-key",
    why: "RFC 7468, OpenSSH, PGP, SSH2 (RFC 4716): to the END line",
    head: /-----? ?BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)? ?-----?/g,
    run: () => pemRun
  },
  token("age-key", "age identity files", "AGE-SECRET-KEY-(?:PQ-)?1[0-9A-Z]{20}"),
  token("aws-key-id", "AWS IAM unique identifiers", `${wordStart}(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}(?![a-z0-9${barrier}])`),
  token("alibaba-key-id", "Alibaba Cloud RAM", `${wordStart}LTAI[A-Za-z0-9]{12}`),
  token("github", "GitHub token formats", "gh[pousr]_[A-Za-z0-9]{20}|github_pat_[A-Za-z0-9_]{20}"),
  token("gitlab", "GitLab token prefixes", "(?:gl(?:pat|dt|rt|ptt|cbt|ft|imt|agent|oas|soat))-[\\w-]{16}", "\\w.~+/=-"),
  token("slack", "Slack token types", `${wordStart}(?:xox[abeoprs]-|xapp-)[A-Za-z0-9-]{10}`),
  after("slack-webhook", "Slack incoming webhooks", "hooks\\.slack\\.com/[a-z]{3,20}/", () => dottedRun),
  after("wecom-webhook", "WeCom group robots", "qyapi\\.weixin\\.qq\\.com/cgi-bin/webhook/send\\?key=", () => wordRun),
  after("feishu-webhook", "Feishu and Lark custom bots", "/open-apis/bot/v2/hook/", () => wordRun),
  after("dingtalk-webhook", "DingTalk custom robots", "/robot/send\\?access_token=", () => wordRun),
  token("dingtalk-sign", "DingTalk robots with signature", `${wordStart}SEC[0-9a-f]{32}`),
  {
    name: "telegram-bot",
    why: "Telegram Bot API: bot id, colon, 35 characters",
    head: new RegExp(`((?<![\\d${barrier}])\\d{6,12}:)[\\w-]{35}(?![\\w${barrier}-])`, "g")
  },
  token("ai-key", "OpenAI (old), DashScope, DeepSeek", `${wordStart}sk-[A-Za-z0-9]{20}`),
  token(
    "ai-project-key",
    "OpenAI, Anthropic, OpenRouter",
    `${wordStart}sk-(?:proj|svcacct|admin|ant|or|ws|lf)-[\\w-]{16}`
  ),
  token("modelscope", "ModelScope", `${wordStart}ms-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}`),
  token("google", "Google API keys, OAuth", `${wordStart}(?:AIza[\\w-]{35}|GOCSPX-[\\w-]{20}|ya29\\.[\\w-]{20})`),
  token("npm", "npm access tokens", `${wordStart}npm_[A-Za-z0-9]{30}`),
  token("hugging-face", "Hugging Face", `${wordStart}hf_[A-Za-z0-9]{30}`),
  token("stripe", "Stripe", `${wordStart}[rs]k_(?:live|test)_[A-Za-z0-9]{16}`),
  token("jwt", "RFC 7519", `${wordStart}eyJ[\\w-]{8,512}\\.eyJ[\\w-]{4}`, "\\w.=-"),
  after("authorization", "RFC 9110", `authorization${header}(?:${schemes})[ \\t]{1,4}`, () => bareRun),
  after(
    "authorization-list",
    "RFC 7616, AWS",
    `authorization${header}(?:digest|aws4-[\\w-]{1,30})[ \\t]`,
    () => lineRun
  ),
  {
    name: "authorization-bare",
    why: "APIs with a key for the whole header",
    head: new RegExp(`(authorization${header})(?=[\\w.~+/=-]{0,40}\\d)[\\w.~+/=-]{16}`, "gi"),
    run: () => dottedRun
  },
  {
    name: "bearer",
    why: "RFC 6750, without its header",
    head: new RegExp(`(${wordStart}Bearer[ \\t]{1,4})(?=[\\w.~+/-]{0,40}\\d)[\\w.~+/-]{16}`, "gi"),
    run: () => dottedRun
  },
  {
    name: "url-password",
    why: "RFC 3986 user information; not an image with tag and digest",
    head: new RegExp(`(://[^\\s/:@"'<>[\\]${barrier}]{0,128}:)[^\\s"'<>?/${barrier}]{1,1024}(?=@(?!sha256:))`, "g")
  },
  after("set-cookie", "RFC 6265", `set-cookie${header}[^=;\\s"'${barrier}]{1,128}=`, () => cookieRun),
  {
    name: "cookie",
    why: "RFC 6265: several in one line",
    head: new RegExp(`((?<![\\w${barrier}-])cookie${header})[^=;\\s"'${barrier}]{1,128}=`, "gi"),
    run: () => lineRun
  },
  after("assignment", "settings, JSON, headers, queries", `(?:${secretKey})\\d{0,2}${assign}${gap2}(?:${quote})?`),
  {
    name: "quoted-setting",
    why: "systemd Environment=, docker -e: the quotes go around name and value",
    head: new RegExp(`(["']${environmentKey}=)`, "g"),
    run: (head) => runAfter(head.slice(0, 1)),
    except: noSecret
  },
  after("element", "XML settings", `<[\\w:.-]{0,40}?(?:${secretKey})>(?=[^<\\r\\n]{1,200}</)`, () => elementRun),
  after("sql", "MySQL, Oracle, PostgreSQL", `(?:identified[ \\t]{1,8}by|password)[ \\t]{1,8}(?:as[ \\t]{1,8})?'`),
  after("option", "command lines", `${optionStart}(?:${secretKey}|pass)[ \\t]{1,8}(?!-)(?:${quote})?`),
  after("sshpass", "sshpass(1)", `${wordStart}sshpass[ \\t]{1,8}-p[ \\t]{0,8}(?:${quote})?`),
  after("redis-cli", "redis-cli", `${wordStart}redis-cli(?=[ \\t])${words2}[ \\t]-a[ \\t]{1,8}(?:${quote})?`),
  after("mysql", "mysql(1), mysqldump(1)", `${wordStart}mysql[a-z]{0,8}(?=[ \\t])${words2}[ \\t]-p(?:${quote})?`),
  after("curl-user", "curl(1)", `${wordStart}curl(?=[ \\t])${words2}[ \\t](?:-u|--user)[ \\t=]{0,4}["']?${field}:`),
  after("pgpass", "PostgreSQL password file", `^[^:\\s${barrier}]{1,255}:(?:\\*|\\d?54\\d\\d|6432):${field}:${field}:`)
];

// src/handlers/redaction/shape-search.ts
function makeShapeSearch(shape) {
  let next = 0;
  let open2;
  const follow = (text, reach) => {
    if (open2 === void 0) return true;
    const { span, run: run2 } = open2;
    const { to, done } = run2(text, span.end, reach.runs, span.start);
    span.end = to;
    span.open = !done && !reach.final;
    if (span.open) return false;
    next = Math.max(next, to);
    open2 = void 0;
    return true;
  };
  return {
    find(text, reach) {
      const spans = [];
      while (follow(text, reach)) {
        const head = shape.head;
        head.lastIndex = next;
        const found = head.exec(text);
        if (found === null || found.index >= reach.heads) {
          next = Math.max(next, reach.heads);
          break;
        }
        next = head.lastIndex;
        const whole2 = found[0];
        if (shape.except !== void 0 && !/["'`]$/.test(whole2) && beginsAt(shape.except, text, next)) continue;
        const span = { start: found.index + (found[1]?.length ?? 0), end: next, open: false };
        if (shape.run !== void 0) {
          open2 = { span, run: shape.run(whole2) };
          follow(text, reach);
        }
        if (span.end > span.start) spans.push(span);
      }
      return spans;
    },
    forget(count) {
      next -= count;
    }
  };
}
function beginsAt(sticky, text, at) {
  sticky.lastIndex = at;
  return sticky.test(text);
}

// src/handlers/redaction/span.ts
var nameWithin = 128;
var byStart = (one, other) => one.start - other.start || other.end - one.end;
function moveSpans(spans, by) {
  for (const span of spans) {
    span.start += by;
    span.end += by;
  }
}
function nameOf(spans, first) {
  const begun = spans[first]?.start ?? 0;
  let end2 = begun + 1;
  for (let i = first; i < spans.length; i += 1) {
    const span = spans[i];
    if (span === void 0 || span.start >= end2 || span.start >= begun + nameWithin) return void 0;
    if (span.name !== void 0) return span.name;
    end2 = Math.max(end2, span.end);
  }
  return void 0;
}
function startOfUnfinished(spans, shown, maskedTo, limit) {
  let begun = shown;
  let end2 = maskedTo;
  for (const span of spans) {
    if (span.start >= limit) break;
    if (span.start >= end2) begun = span.start;
    end2 = Math.max(end2, span.open ? Number.POSITIVE_INFINITY : span.end);
  }
  return end2 > limit ? begun : limit;
}

// src/handlers/redaction/redaction-stream.ts
function makeRedactionStream(needles, marks) {
  const undecided = longestHead + runLookahead + nameWithin + needles.longest;
  const history = marks.longest + 64;
  const shapes = secretShapes.map(makeShapeSearch);
  let text = "";
  let shown = 0;
  let searched = 0;
  let maskedTo = 0;
  let spans = [];
  const search = (length, reach) => {
    const hidden2 = marks.hide(text);
    const part = length === text.length ? hidden2 : hidden2.slice(0, length);
    const shaped = shapes.flatMap((shape) => shape.find(part, reach));
    const end2 = reach.final ? text.length : Math.max(searched, marks.cutOffAt(text));
    const found = needles.find(hidden2, searched, end2, reach.final);
    searched = found.settled;
    spans = [...spans, ...shaped, ...found.spans].sort(byStart);
  };
  const show = (limit) => {
    let out = "";
    for (const [index, span] of spans.entries()) {
      if (span.start >= limit) break;
      if (span.start >= maskedTo)
        out += text.slice(Math.max(shown, maskedTo), span.start) + markOf(nameOf(spans, index));
      maskedTo = Math.max(maskedTo, span.end);
    }
    out += text.slice(Math.max(shown, maskedTo), Math.max(limit, maskedTo));
    shown = limit;
    spans = spans.filter((span) => span.open || span.start >= limit);
    forget(shown - history);
    return out;
  };
  const forget = (count) => {
    if (count <= 0) return;
    text = text.slice(count);
    shown -= count;
    searched -= count;
    maskedTo -= count;
    moveSpans(spans, -count);
    for (const shape of shapes) shape.forget(count);
  };
  const showLines = (lineEnd) => {
    search(lineEnd, { heads: lineEnd, runs: lineEnd, final: false });
    return show(startOfUnfinished(spans, shown, maskedTo, Math.min(lineEnd, searched)));
  };
  const showLongLine = () => {
    const runs = text.length - runLookahead;
    search(text.length, { heads: runs - longestHead, runs, final: false });
    const limit = text.length - undecided;
    return show(/[\ud800-\udbff]/.test(text.charAt(limit - 1)) ? limit - 1 : limit);
  };
  return {
    push(chunk) {
      text += chunk;
      const lineEnd = 1 + Math.max(chunk.lastIndexOf("\n"), chunk.lastIndexOf("\r"));
      const lines = lineEnd > 0 ? showLines(text.length - chunk.length + lineEnd) : "";
      return text.length - shown < 2 * undecided ? lines : lines + showLongLine();
    },
    end(last = "") {
      text += last;
      search(text.length, { heads: text.length, runs: text.length, final: true });
      return show(text.length);
    }
  };
}

// src/handlers/redaction/secret-encodings.ts
var hexOf = (byte) => byte.toString(16).padStart(2, "0");
function percentForms(bytes, kept) {
  const encode2 = (hex) => Array.from(bytes, (byte) => {
    const char = String.fromCharCode(byte);
    return byte < 128 && kept.test(char) ? char : `%${hex(byte)}`;
  }).join("");
  return [encode2((byte) => hexOf(byte).toUpperCase()), encode2(hexOf)];
}
var percentKept = [/[\w.~-]/, /[\w.!~*'()-]/, /[\w.!~*'();/?:@&=+$,#-]/, /[\w.*-]/, /[^\s\S]/];
function jsonForms(value2) {
  const once2 = JSON.stringify(value2).slice(1, -1);
  const ascii = (hex) => once2.replace(/[^ -~]/g, (char) => `\\u${hex(char.charCodeAt(0).toString(16).padStart(4, "0"))}`);
  const forms = [once2, ascii((code) => code), ascii((code) => code.toUpperCase())];
  const slashed = forms.map((form) => form.replaceAll("/", "\\/"));
  return [...forms, ...slashed].flatMap((form) => [form, JSON.stringify(form).slice(1, -1)]);
}
function base64Forms(name2, bytes) {
  return [0, 1, 2].flatMap((shift) => {
    const whole2 = btoa("\0".repeat(shift) + String.fromCharCode(...bytes));
    const bits = 8 * (shift + bytes.length);
    const core = whole2.slice(shift === 0 ? 0 : shift + 1, Math.floor(bits / 6));
    const urlSafe = core.replaceAll("+", "-").replaceAll("/", "_");
    const texts2 = [core, urlSafe, core.replaceAll("/", "\\/"), ...percentForms(utf8(core), /\w/)];
    return texts2.map((text) => ({ name: name2, text, base64: { sharesBefore: shift > 0, sharesAfter: bits % 6 > 0 } }));
  });
}
var utf8 = (text) => new TextEncoder().encode(text);
var linesOf = (name2, value2) => {
  const lines = value2.split(/\r?\n/).map((line) => line.trim());
  return lines.length < 2 ? [] : lines.filter((line) => /^[^\s-]\S{23,}$/.test(line)).map((text) => ({ name: name2, text }));
};
function encodingsOf(name2, value2) {
  const bytes = utf8(value2);
  const hex = Array.from(bytes, hexOf).join("");
  const percent = percentKept.flatMap((kept) => percentForms(bytes, kept));
  const forms = percent.map((form) => form.replaceAll("%20", "+"));
  const plain = /* @__PURE__ */ new Set([value2, ...percent, ...forms, ...jsonForms(value2), hex, hex.toUpperCase()]);
  return [...Array.from(plain, (text) => ({ name: name2, text })), ...base64Forms(name2, bytes)];
}

// src/handlers/redaction/redactor.ts
var shortestSecret = 6;
function makeRedactor(secrets) {
  const needles = /* @__PURE__ */ new Map();
  const weakSecrets = [];
  for (const { name: name2, value: value2 } of secrets) {
    const known = value2.trim();
    if ([...known].length < shortestSecret) weakSecrets.push(name2);
    else {
      for (const needle of [...encodingsOf(name2, known), ...linesOf(name2, known)])
        if (!needles.has(needle.text)) needles.set(needle.text, needle);
    }
  }
  const search = makeNeedleSearch([...needles.values()]);
  const marks = makeMarks(secrets.map(({ name: name2 }) => name2));
  const once2 = (words3) => makeRedactionStream(search, marks).end(words3);
  const text = (words3) => {
    const masked = once2(words3);
    const seen = withoutHidden(masked);
    if (seen === masked) return masked;
    const again = once2(seen);
    return again === seen ? masked : again;
  };
  return {
    weakSecrets,
    text,
    json: (value2) => redactJson(value2, text),
    stream: () => makeRedactionStream(search, marks)
  };
}

// bench/peers/bare-ssh.ts
import { readFileSync } from "node:fs";
import { connect as connectTcp2 } from "node:net";
import { Client } from "ssh2";
var stock = (target) => ({
  host: target.address,
  port: target.port,
  username: target.user,
  privateKey: readFileSync(target.keyFile)
});
var tuned = (target) => ({
  ...stock(target),
  sock: connectTcp2({ host: target.address, port: target.port, noDelay: true }),
  authHandler: ["publickey"],
  algorithms: {
    kex: ["curve25519-sha256"],
    cipher: ["aes128-gcm@openssh.com"],
    serverHostKey: ["ssh-ed25519"],
    compress: ["none"]
  },
  hostVerifier: () => true
});
function connectBare(config2) {
  const client = new Client();
  return new Promise((resolve2, reject) => {
    client.once("ready", () => resolve2(client));
    client.once("error", reject);
    client.connect(config2);
  });
}
function execBare(client, command2) {
  return new Promise((resolve2, reject) => {
    client.exec(command2, (error2, channel) => {
      if (error2 !== void 0) {
        reject(error2);
        return;
      }
      channel.on("close", () => resolve2());
      channel.resume();
      channel.stderr.resume();
      channel.end();
    });
  });
}
function endBare(client) {
  return new Promise((resolve2) => {
    client.once("close", () => resolve2());
    client.end();
  });
}

// bench/peers/pool.ts
setFlagsFromString("--semi-space-growth-factor=1");
var [, , kind, task = ""] = process.argv;
var { targets, fingerprint: fingerprint2, warmRounds } = JSON.parse(task);
var command = "/bin/true";
async function makeOurs(hung) {
  await import("node-ssh");
  const spec = (target) => {
    const { address, port: port2, user, keyFile } = target;
    const hostKeys = { fingerprints: [fingerprint2] };
    return hostSpec.parse({ transport: "ssh", address, port: port2, user, key: { file: keyFile }, hostKeys });
  };
  const redactor = makeRedactor([{ name: "one", value: "Kr7-pelican-Tq93-orchard" }]);
  const specs = Object.fromEntries(targets.map((target, i) => [`h${i}`, spec(target)]));
  const hosts = openHosts({ specs, masking: () => redactor, env: process.env });
  const given = new AbortController();
  const { signal } = given;
  const silent = hung ? await silentHost() : void 0;
  const ids = Object.keys(specs);
  if (silent !== void 0) specs.silent = { ...spec(targets[0]), ...silent.at };
  let asked;
  const wave = async () => {
    if (silent !== void 0) asked ??= hosts.exec("silent", [command], { signal, timeoutMs: 6e5 });
    const all = ids.map((id) => hosts.exec(id, [command], { signal, timeoutMs: 6e4 }));
    for (const done of await Promise.all(all))
      if (!done.ok || done.value.exitCode !== 0) throw new Error(JSON.stringify(done));
  };
  return {
    wave,
    async close() {
      given.abort();
      await asked;
      silent?.close();
      await hosts.close();
    }
  };
}
async function silentHost() {
  const server = createServer((socket) => socket.resume()).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port: port2 } = server.address();
  return { at: { address: "127.0.0.1", port: port2 }, close: () => server.close().unref() };
}
async function makeBare() {
  const clients = [];
  const wave = async () => {
    await Promise.all(
      targets.map(async (target, i) => {
        clients[i] ??= await connectBare(tuned(target));
        await execBare(clients[i], command);
      })
    );
  };
  return { wave, close: () => Promise.all(clients.map(endBare)) };
}
var pool = await (kind === "bare" ? makeBare() : makeOurs(kind === "hung"));
var rss = () => process.memoryUsage.rss() / 1024 / 1024;
var before = rss();
async function timed() {
  const cpu = process.cpuUsage();
  const startedAt = performance.now();
  await pool.wave();
  const ms = performance.now() - startedAt;
  const used = process.cpuUsage(cpu);
  return { ms, cpuMs: (used.user + used.system) / 1e3 };
}
var cold = await timed();
var warm = [];
for (let i = 0; i < warmRounds; i += 1) warm.push(await timed());
var report = {
  coldMs: cold.ms,
  coldCpuMs: cold.cpuMs,
  warmMs: warm.map((each) => each.ms),
  warmCpuMs: warm.reduce((sum, each) => sum + each.cpuMs, 0) / warmRounds,
  rssMiB: rss(),
  grownMiB: rss() - before
};
await pool.close();
process.stdout.write(JSON.stringify(report));
