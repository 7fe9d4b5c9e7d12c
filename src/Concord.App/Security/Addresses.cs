using System.Net;
using Concord.Planning.Data;

namespace Concord.App.Security;

/// <summary>
/// The one place that says where Concord listens and by which names it answers. On this machine plain http will do. What others can reach
/// speaks https, or says that something in front of it does; and requests must name the server as it is known, so that a foreign web page
/// that lets its own name point here (DNS rebinding) gets nothing.
/// </summary>
internal static class Addresses
{
    private static readonly string[] ThisMachine = ["127.0.0.1", "localhost", "[::1]"];

    /// <summary>Why the server cannot listen as it is told to, in a sentence; null when it can.</summary>
    public static string? Fault(ServerSettings settings)
    {
        var parts = Split(settings.Urls);
        if (parts.Length == 0)
            return "No address to listen on is given. Maybe --urls http://127.0.0.1:5080?";
        foreach (var host in settings.Hosts)
        {
            if (Uri.CheckHostName(host.Trim('[', ']')) == UriHostNameType.Unknown)
                return $"--host {host} is not a name of a host. Maybe leave scheme and port away: --host concord.example.com";
        }

        foreach (var url in parts)
        {
            if (Parse(url) is not { } address)
                return $"'{url}' is not an address to listen on. Maybe http://127.0.0.1:5080?";
            if (address.IsUnixPipe || address.IsNamedPipe)
                return $"Concord does not listen on '{url}', only on addresses of the network. Maybe http://127.0.0.1:5080?";
            var https = address.Scheme.Equals("https", StringComparison.OrdinalIgnoreCase);
            if (!https && !address.Scheme.Equals("http", StringComparison.OrdinalIgnoreCase))
                return $"'{url}' asks for {address.Scheme}; Concord speaks http and https.";
            if (https && settings.Certificate is null)
                return $"'{url}' asks for https and there is no certificate. Maybe --certificate server.pfx, with its password in CONCORD_CERTIFICATE_PASSWORD?";
            if (IsLoopback(address))
                continue;
            if (!https && !settings.AllowHttp)
            {
                return $"Others can reach '{url}', and over plain http they could read passwords. Maybe use https with --certificate server.pfx; or --allow-http, "
                    + "when a proxy in front of Concord speaks https; or http://127.0.0.1:5080 through an SSH tunnel.";
            }

            if (settings.Hosts.Count == 0 && (!IPAddress.TryParse(Bare(address), out var ip) || IsAny(ip)))
                return $"'{url}' is reached by names Concord does not know. Maybe say them: --host concord.example.com";
        }

        return null;
    }

    /// <summary>True when all addresses are this machine's own.</summary>
    public static bool AreLoopback(string urls) => Split(urls).All(url => Parse(url) is { } address && IsLoopback(address));

    /// <summary>True when the Host header names this machine, or the server as others know it.</summary>
    public static bool IsAllowed(HostString host, ServerSettings settings) => host.HasValue && Known(settings).Contains(host.Host, StringComparer.OrdinalIgnoreCase);

    /// <summary>What to tell somebody with another Host header.</summary>
    public static string Refusal(HostString host, ServerSettings settings)
    {
        // Names are told on this machine only: nobody learns from outside what the server is called.
        var near = settings.OnlyThisMachine ? NearestName.Find(host.Host ?? "", ThisMachine) ?? "127.0.0.1" : null;
        return near is null
            ? $"The Host header names '{host}', by which this server is not known. Maybe start it with --host {host.Host}."
            : $"The Host header names '{host}', which is not this machine. Maybe use {near} in the address.";
    }

    private static IEnumerable<string> Known(ServerSettings settings) =>
        [.. ThisMachine, .. settings.Hosts, .. settings.OnlyThisMachine ? [] : Split(settings.Urls).Select(Parse).OfType<BindingAddress>().Select(a => a.Host)];

    private static string[] Split(string urls) => urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static BindingAddress? Parse(string url)
    {
        try
        {
            return BindingAddress.Parse(url);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static string Bare(BindingAddress address) => address.Host.Trim('[', ']');

    private static bool IsAny(IPAddress ip) => ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any);

    private static bool IsLoopback(BindingAddress address) => !address.IsUnixPipe && !address.IsNamedPipe
        && (address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(Bare(address), out var ip) && IPAddress.IsLoopback(ip)));
}
