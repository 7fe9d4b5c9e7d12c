namespace Concord.App.Security;

/// <summary>
/// Keeps other web sites from acting in the name of somebody whose browser can reach this server: requests that change something must
/// come from this server's own pages, or from a program that is no browser (and so sends neither header).
/// </summary>
internal static class CrossSite
{
    /// <summary>Why the request is refused; null when it may pass.</summary>
    public static string? Fault(HttpRequest request, ServerSettings settings)
    {
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method))
            return null;
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site is not ("" or "same-origin" or "none"))
            return $"The request comes from another site (Sec-Fetch-Site: {site}).";
        var origin = request.Headers.Origin.ToString();

        // Behind a proxy that speaks https for the server its own pages have another scheme than the request that arrives here.
        var own = origin.Equals($"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase)
            || (settings.AllowHttp && origin.Equals($"https://{request.Host}", StringComparison.OrdinalIgnoreCase));
        if (origin.Length > 0 && !own)
            return $"The request comes from '{origin}', and this is '{request.Scheme}://{request.Host}'.";
        return null;
    }
}
