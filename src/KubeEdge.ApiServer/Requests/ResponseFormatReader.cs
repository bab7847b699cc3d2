using System.Diagnostics.CodeAnalysis;
using KubeEdge.ApiServer.Responses;
using KubeEdge.Kubernetes.Objects;
using Microsoft.AspNetCore.Http;

namespace KubeEdge.ApiServer.Requests;

/// <summary>Chooses the first form in the <c>Accept</c> header that this server can write.</summary>
internal static class ResponseFormatReader
{
    private const string MetaGroup = "meta.k8s.io";

    public static bool TryRead(
        HttpRequest request,
        bool isCollection,
        [NotNullWhen(true)] out ResponseFormat? format,
        [NotNullWhen(false)] out KubeStatus? error)
    {
        format = null;
        error = null;
        foreach (var range in MediaRange.ReadAll(request.Headers.Accept))
        {
            if (TryMatch(range, isCollection, out format))
            {
                error = format.Form is ResponseForm.Table ? ReadIncludeObject(request.Query, ref format) : null;
                return error is null;
            }
        }

        error = KubeStatus.NotAcceptable(ApiResponse.Json);
        return false;
    }

    private static bool TryMatch(MediaRange range, bool isCollection, [NotNullWhen(true)] out ResponseFormat? format)
    {
        format = null;
        if (!range.Accepts(ApiResponse.Json))
        {
            return false;
        }

        var version = range.Parameter("v") ?? "v1";
        var known = range.Parameter("g") is MetaGroup && version is ("v1" or "v1beta1");
        format = range.Parameter("as") switch
        {
            null => ResponseFormat.Plain,
            "Table" when known => new ResponseFormat(ResponseForm.Table, version),
            // Lists and watches are asked for with either name by the clients there are.
            "PartialObjectMetadata" when known => new ResponseFormat(ResponseForm.Metadata, version),
            "PartialObjectMetadataList" when known && isCollection => new ResponseFormat(ResponseForm.Metadata, version),
            _ => null,
        };
        return format is not null;
    }

    private static KubeStatus? ReadIncludeObject(IQueryCollection query, ref ResponseFormat format)
    {
        var text = QueryValues.Text(query, "includeObject");
        IncludeObject? include = text switch
        {
            "" or "Metadata" => IncludeObject.Metadata,
            "None" => IncludeObject.None,
            "Object" => IncludeObject.Object,
            _ => null,
        };
        if (include is null)
        {
            return KubeStatus.BadRequest($"unrecognized includeObject value: {GoText.Quote(text)}");
        }

        format = format with { IncludeObject = include.Value };
        return null;
    }
}
