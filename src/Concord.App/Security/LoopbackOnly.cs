using System.Net;
using Concord.Planning.Data;

namespace Concord.App.Security;

/// <summary>
/// Concord knows no accounts yet, so it answers only on this machine. Addresses it listens on must be loopback, and requests must name
/// this machine in their Host header: a foreign web page that lets its own name point here (DNS rebinding) gets nothing.
/// </summary>
internal static class LoopbackOnly
{
    private static readonly string[] Hosts = ["127.0.0.1", "localhost", "[::1]"];

    /// <summary>Why the addresses cannot be used, in a sentence; null when they can.</summary>
    /// <param name="urls">Addresses, separated by semicolons.</param>
    public static string? Fault(string urls)
    {
        var parts = urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (parts.Length == 0)
            return "No address to listen on is given. Maybe --urls http://127.0.0.1:5080?";
        foreach (var url in parts)
        {
            BindingAddress address;
            try
            {
                address = BindingAddress.Parse(url);
            }
            catch (FormatException)
            {
                return $"'{url}' is not an address to listen on. Maybe http://127.0.0.1:5080?";
            }

            var loopback = address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
                || (IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));
            if (!loopback || address.IsUnixPipe || address.IsNamedPipe)
            {
                return $"Concord does not listen on '{url}': it has no user accounts yet, so anybody who reaches that address could change the data. "
                    + "It listens on this machine only. Maybe use http://127.0.0.1:5080 and reach it through an SSH tunnel.";
            }

            if (!address.Scheme.Equals("http", StringComparison.OrdinalIgnoreCase))
                return $"'{url}' asks for {address.Scheme}; on this machine Concord speaks plain http. Maybe http://{address.Host}:{address.Port}?";
        }

        return null;
    }

    /// <summary>True when the Host header names this machine.</summary>
    public static bool IsAllowed(HostString host) => host.HasValue && Hosts.Contains(host.Host, StringComparer.OrdinalIgnoreCase);

    /// <summary>What to tell somebody with another Host header.</summary>
    public static string Refusal(HostString host)
    {
        var near = NearestName.Find(host.Host ?? "", Hosts);
        return $"The Host header names '{host}', which is not this machine. Maybe use {near ?? "127.0.0.1"} in the address.";
    }
}
