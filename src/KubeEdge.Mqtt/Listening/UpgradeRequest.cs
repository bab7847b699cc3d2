namespace KubeEdge.Mqtt.Listening;

/// <summary>The head of an HTTP request, as far as an upgrade needs it.</summary>
internal sealed class UpgradeRequest
{
    private readonly Dictionary<string, string> _headers = new(StringComparer.OrdinalIgnoreCase);
    private string _method = "";
    private string _path = "";

    public string Key => _headers.GetValueOrDefault("Sec-WebSocket-Key", "");

    /// <summary>Takes a head apart. What is missing shows in <see cref="Check"/>.</summary>
    public static UpgradeRequest Parse(string head)
    {
        var request = new UpgradeRequest();
        var lines = head.Split("\r\n");
        var first = lines[0].Split(' ');
        if (first.Length == 3)
        {
            request._method = first[0];
            request._path = first[1].Split('?')[0];
        }

        foreach (var line in lines.AsSpan(1))
        {
            var colon = line.IndexOf(':');
            if (colon > 0)
            {
                var name = line[..colon].Trim();
                var value = line[(colon + 1)..].Trim();
                request._headers[name] = request._headers.TryGetValue(name, out var before) ? $"{before}, {value}" : value;
            }
        }

        return request;
    }

    /// <returns>The status line of the refusal, or null when it is a good request.</returns>
    public string? Check(string path, string subprotocol)
    {
        if (_method != "GET" || !Has("Upgrade", "websocket") || !Has("Connection", "Upgrade") || Key.Length == 0)
        {
            return "400 Bad Request";
        }

        if (_path != path)
        {
            return "404 Not Found";
        }

        if (!Has("Sec-WebSocket-Version", "13"))
        {
            return "426 Upgrade Required";
        }

        // [MQTT-6.0.0-3] The client offers the subprotocol, and the server chooses it.
        return Has("Sec-WebSocket-Protocol", subprotocol) ? null : "400 Bad Request";
    }

    private bool Has(string header, string token)
    {
        foreach (var part in _headers.GetValueOrDefault(header, "").Split(',', StringSplitOptions.TrimEntries))
        {
            if (part.Equals(token, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
