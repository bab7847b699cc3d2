using System.Collections.Immutable;
using System.Globalization;
using KubeEdge.ApiServer.Responses;
using KubeEdge.Kubernetes.Names;
using KubeEdge.Kubernetes.Objects;

namespace KubeEdge.ApiServer.Validation;

/// <summary>Collects what is wrong with an object, in the words of Kubernetes.</summary>
internal sealed class FieldErrors
{
    private readonly ImmutableArray<KubeStatusCause>.Builder _causes = ImmutableArray.CreateBuilder<KubeStatusCause>();

    public bool IsEmpty => _causes.Count == 0;

    /// <summary>Adds a problem whose text is made already.</summary>
    public void Add(string reason, string field, string message) => _causes.Add(new KubeStatusCause(reason, message, field));

    public void Invalid(string field, string value, string problem) =>
        _causes.Add(new KubeStatusCause("FieldValueInvalid", $"Invalid value: {GoText.Quote(value)}: {problem}", field));

    /// <summary>Numbers stand without quotes.</summary>
    public void Invalid(string field, long value, string problem) =>
        _causes.Add(new KubeStatusCause("FieldValueInvalid", string.Create(CultureInfo.InvariantCulture, $"Invalid value: {value}: {problem}"), field));

    public void Required(string field, string problem = "") =>
        _causes.Add(new KubeStatusCause("FieldValueRequired", problem.Length == 0 ? "Required value" : $"Required value: {problem}", field));

    public void Forbidden(string field, string problem) => _causes.Add(new KubeStatusCause("FieldValueForbidden", $"Forbidden: {problem}", field));

    public void TooLong(string field, int limit) =>
        _causes.Add(new KubeStatusCause("FieldValueTooLong", $"Too long: must have at most {limit} bytes", field));

    public void NotSupported(string field, string value, string supported) =>
        _causes.Add(new KubeStatusCause("FieldValueNotSupported", $"Unsupported value: {GoText.Quote(value)}: supported values: {supported}", field));

    /// <summary>The 422 answer; null when nothing is wrong.</summary>
    public KubeStatus? ToStatus(ResourceType type, string name) => IsEmpty ? null : KubeStatus.Invalid(type, name, _causes.ToImmutable());
}
