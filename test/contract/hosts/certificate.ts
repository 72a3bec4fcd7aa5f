/** A self-signed certificate for another name than the tests ask, as services inside a house have. Made for tests, good for 100 years. */
export const certificate = `-----BEGIN CERTIFICATE-----
MIIBlTCCATugAwIBAgIUIvRPpeqgOiqcgnwImXINmB1jcHkwCgYIKoZIzj0EAwIw
HzEdMBsGA1UEAwwUaW50cmFuZXQuZXhhbXBsZS5vcmcwIBcNMjYxMTIyMDEyOTQ5
WhgPMjEyNjEwMjkwMTI5NDlaMB8xHTAbBgNVBAMMFGludHJhbmV0LmV4YW1wbGUu
b3JnMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAErftGK+3qgy8K5w+11y6h5V5q
H4TJojS/L639+pFW7PzI9DJyFmQeLo90jfdsvJGdIpjiBDQYCb5EVGybWhcmgKNT
MFEwHQYDVR0OBBYEFENCu2EMaQgbbBK3+mbHHI33aH7/MB8GA1UdIwQYMBaAFENC
u2EMaQgbbBK3+mbHHI33aH7/MA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0EAwID
SAAwRQIgM7ypomtJXgO9Ya2NgnqBZnq+HU+01nS5XyiYkz7KP1QCIQDY+Rw0QGnK
d7CnFmQ5P7+fvdjAGHBvFulzW/jnDI/3XQ==
-----END CERTIFICATE-----`;

export const certificateKey = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgbK5JEwjnwf9G8YtY
GUpNL7fsTQIOheTTGMrpXdW4Cs+hRANCAASt+0Yr7eqDLwrnD7XXLqHlXmofhMmi
NL8vrf36kVbs/Mj0MnIWZB4uj3SN92y8kZ0imOIENBgJvkRUbJtaFyaA
-----END PRIVATE KEY-----`;
