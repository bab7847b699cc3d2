using KubeEdge.Server.Diagnostics;
using Microsoft.AspNetCore.Connections;

namespace KubeEdge.Server.Admission;

/// <summary>Sits before TLS in the connection pipeline and closes what is not admitted.</summary>
internal sealed class AdmissionGate(string endpoint, ConnectionAdmission admission, ConnectionDelegate next, ServerMetrics metrics)
{
    public async Task OnConnectionAsync(ConnectionContext connection)
    {
        bool admitted;
        try
        {
            admitted = await admission(connection.RemoteEndPoint, connection.ConnectionClosed).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            admitted = false;
        }

        if (admitted)
        {
            await next(connection).ConfigureAwait(false);
            return;
        }

        metrics.ConnectionRefused(endpoint, "admission");
        connection.Abort(new ConnectionAbortedException("Not admitted."));
    }
}
