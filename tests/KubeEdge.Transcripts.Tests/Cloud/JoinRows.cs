using System.Net;
using System.Text.Json.Nodes;
using KubeEdge.Testing;

namespace KubeEdge.Transcripts.Tests.Cloud;

/// <summary>The certificate requests at the start of a recording, sent to our certificate service as they were.</summary>
internal static class JoinRows
{
    /// <summary>Each recorded request with the answer that it got, and ours.</summary>
    /// <param name="transcript">The recording.</param>
    /// <param name="service">Where ours listens.</param>
    /// <param name="bearer">Stands for the recorded token, which the recording does not show.</param>
    public static async IAsyncEnumerable<(TranscriptRow Request, TranscriptRow Recorded, HttpStatusCode Status, byte[] Body)> SendAsync(
        string transcript, Uri service, string bearer)
    {
        using var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = static (_, presented, _, _) => presented is not null;
        using var client = new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(30) };
        var rows = Transcript.Read(transcript).Where(static row => row.Kind is "https-request" or "https-response").ToArray();
        foreach (var pair in rows.Chunk(2))
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(service, (string?)pair[0].Message?["path"]));
            if (pair[0].Message?["headers"] is JsonObject headers && headers["Authorization"] is not null)
            {
                request.Content = new ByteArrayContent(pair[0].Bytes.ToArray());
                request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {bearer}");
                request.Headers.TryAddWithoutValidation("NodeName", (string?)headers["Nodename"]);
            }

            using var answer = await client.SendAsync(request);
            yield return (pair[0], pair[1], answer.StatusCode, await answer.Content.ReadAsByteArrayAsync());
        }
    }
}
