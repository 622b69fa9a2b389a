using System.Net;
using Dashboard.Access.SignIn;

namespace Dashboard.Access.Passwords;

/// <summary>An address and a password, from where, and in which browser if it is one that signed in before.</summary>
internal sealed record PasswordTry(string Email, string Password, IPAddress? From, KnownBrowser? Browser);
