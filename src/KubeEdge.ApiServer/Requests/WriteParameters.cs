using KubeEdge.ApiServer.Responses;
using KubeEdge.Kubernetes.Names;
using KubeEdge.Kubernetes.Objects;
using Microsoft.AspNetCore.Http;

namespace KubeEdge.ApiServer.Requests;

/// <summary>The query of a request that writes.</summary>
/// <param name="DryRun">Do everything but store it.</param>
/// <param name="Validation">What is done about unknown fields.</param>
internal sealed record WriteParameters(bool DryRun, FieldValidation Validation)
{
    public static KubeStatus? TryRead(IQueryCollection query, RequestVerb verb, out WriteParameters parameters)
    {
        parameters = new WriteParameters(QueryValues.Text(query, "dryRun") == "All", ReadValidation(query));
        if (QueryValues.Text(query, "dryRun") is not ("" or "All") and var dryRun)
        {
            return NotSupported(verb, "dryRun", dryRun, "\"All\"");
        }

        return QueryValues.Text(query, "fieldValidation") is not ("" or "Ignore" or "Warn" or "Strict") and var validation
            ? NotSupported(verb, "fieldValidation", validation, "\"\", \"Ignore\", \"Strict\", \"Warn\"")
            : null;
    }

    private static FieldValidation ReadValidation(IQueryCollection query) => QueryValues.Text(query, "fieldValidation") switch
    {
        "Strict" => FieldValidation.Strict,
        "Ignore" => FieldValidation.Ignore,
        _ => FieldValidation.Warn,
    };

    private static KubeStatus NotSupported(RequestVerb verb, string field, string value, string supported)
    {
        var options = new ResourceType("meta.k8s.io", "v1", "options", "options", $"{verb}Options", false, [], false);
        return KubeStatus.Invalid(
            options,
            string.Empty,
            new KubeStatusCause("FieldValueNotSupported", $"Unsupported value: {GoText.Quote(value)}: supported values: {supported}", field));
    }
}
