using System.Net.Http;
using System.Text;
using System.Text.Json.Nodes;

namespace KubeEdge.ApiServer.Tests.Support;

/// <summary>A response that was read whole.</summary>
internal sealed class Answer
{
    public Answer(HttpResponseMessage response, byte[] body)
    {
        Code = (int)response.StatusCode;
        ContentType = response.Content.Headers.ContentType?.ToString() ?? string.Empty;
        foreach (var (name, values) in response.Headers)
        {
            Headers[name] = string.Join("|", values);
        }

        Bytes = body;
    }

    public int Code { get; }

    public string ContentType { get; }

    public Dictionary<string, string> Headers { get; } = new(StringComparer.OrdinalIgnoreCase);

    public byte[] Bytes { get; }

    public string Text => Encoding.UTF8.GetString(Bytes);

    /// <summary>The body, which must be JSON.</summary>
    public JsonNode Json => JsonNode.Parse(Text) ?? throw new InvalidOperationException("The body is null.");

    public string Message => Json["message"]?.GetValue<string>() ?? string.Empty;

    public string Reason => Json["reason"]?.GetValue<string>() ?? string.Empty;

    public string Version => Json["metadata"]?["resourceVersion"]?.GetValue<string>() ?? string.Empty;

    public IEnumerable<string> Names =>
        Json["items"] is JsonArray items ? items.Select(item => item?["metadata"]?["name"]?.GetValue<string>() ?? string.Empty) : [];

    public Answer Expect(int code)
    {
        Assert.True(Code == code, $"{Code} instead of {code}: {Text}");
        return this;
    }
}
