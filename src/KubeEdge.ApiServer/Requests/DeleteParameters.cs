using System.Text.Json.Nodes;
using KubeEdge.ApiServer.Protobuf;
using KubeEdge.ApiServer.Responses;
using KubeEdge.Kubernetes.Objects;
using Microsoft.AspNetCore.Http;

namespace KubeEdge.ApiServer.Requests;

/// <summary>What a deletion asks for, from body and query.</summary>
internal sealed record DeleteParameters
{
    public bool DryRun { get; init; }

    /// <summary>Null: the resource's default.</summary>
    public long? GracePeriodSeconds { get; init; }

    /// <summary>Delete only this object; null: whichever has the name.</summary>
    public string? Uid { get; init; }

    /// <summary>Delete only this version; null: any.</summary>
    public string? ResourceVersion { get; init; }

    /// <summary>Reads the parameters. The propagation policy is checked and otherwise without effect: there is no garbage collector
    /// here, so nothing would ever take its finalizers away.</summary>
    public static KubeStatus? TryRead(IQueryCollection query, ReadOnlyMemory<byte> body, bool isProtobuf, out DeleteParameters parameters)
    {
        parameters = new DeleteParameters { DryRun = QueryValues.Text(query, "dryRun") == "All" };
        if (QueryValues.TryReadNumber(query, "gracePeriodSeconds", out var seconds) is { } wrong)
        {
            return wrong;
        }

        if (query.ContainsKey("gracePeriodSeconds"))
        {
            parameters = parameters with { GracePeriodSeconds = seconds };
        }

        if (body.IsEmpty)
        {
            return CheckPolicy(QueryValues.Text(query, "propagationPolicy"));
        }

        if (Parse(body, isProtobuf, out var problem) is not { } options)
        {
            return KubeStatus.BadRequest($"the body of the request is no DeleteOptions: {problem ?? "it is no object"}");
        }

        try
        {
            return Read(options, ref parameters);
        }
        catch (Exception mistyped) when (mistyped is InvalidOperationException or FormatException)
        {
            return KubeStatus.BadRequest("the body of the request is no DeleteOptions: a field has a value of another type");
        }
    }

    private static JsonObject? Parse(ReadOnlyMemory<byte> body, bool isProtobuf, out string? problem)
    {
        if (isProtobuf)
        {
            return ProtobufEnvelope.TryRead(body.Span, "meta.k8s.io/v1", "DeleteOptions", out var read, out problem) ? read : null;
        }

        return ObjectJson.TryParse(body, out var node, out problem) ? node as JsonObject : null;
    }

    private static KubeStatus? Read(JsonObject options, ref DeleteParameters parameters)
    {
        var preconditions = options["preconditions"] as JsonObject;
        parameters = parameters with
        {
            DryRun = parameters.DryRun || (options["dryRun"] is JsonArray dryRun && dryRun.Any(item => item?.GetValue<string>() == "All")),
            GracePeriodSeconds = options["gracePeriodSeconds"]?.GetValue<long>() ?? parameters.GracePeriodSeconds,
            Uid = preconditions?["uid"]?.GetValue<string>(),
            ResourceVersion = preconditions?["resourceVersion"]?.GetValue<string>(),
        };
        return CheckPolicy(options["propagationPolicy"]?.GetValue<string>() ?? string.Empty);
    }

    private static KubeStatus? CheckPolicy(string policy) => policy is "" or "Background" or "Foreground" or "Orphan"
        ? null
        : KubeStatus.BadRequest(
            $"DeleteOptions is invalid: propagationPolicy: Unsupported value: {GoText.Quote(policy)}: supported values: \"Foreground\", \"Background\", \"Orphan\"");
}
