using System.Text.Json;
using KubeEdge.Kubernetes.Names;

namespace KubeEdge.Kubernetes.Objects;

/// <summary>Finds the objects that a pod needs beside itself to run.</summary>
public static class PodReferences
{
    /// <summary>The ConfigMap that holds the cluster's authority; kubelets mount it wherever they mount a token.</summary>
    private const string RootAuthority = "kube-root-ca.crt";

    private enum Target
    {
        None,
        ConfigMap,
        Secret,
    }

    /// <summary>
    /// Adds the keys of the ConfigMaps and Secrets that a pod names, and of its ServiceAccount: in volumes of every kind, projected ones
    /// included, in <c>env</c> and <c>envFrom</c> of regular, init and ephemeral containers, and in <c>imagePullSecrets</c>. The original
    /// looks neither into init and ephemeral containers nor into volumes of drivers. Whether the objects exist is not looked at.
    /// </summary>
    /// <param name="pod">The pod; one without a namespace or a spec names nothing.</param>
    /// <param name="into">Takes the keys; one that is named twice is added twice, so a set is the natural choice.</param>
    public static void Read(KubeObject pod, ICollection<ResourceKey> into)
    {
        ArgumentNullException.ThrowIfNull(pod);
        ArgumentNullException.ThrowIfNull(into);
        if (pod.Namespace is not { } space)
        {
            return;
        }

        var reader = new Utf8JsonReader(pod.Json.Span, new JsonReaderOptions { MaxDepth = KubeObjectReader.MaxDepth });
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isSpec = reader.ValueTextEquals("spec"u8);
            reader.Read();
            if (isSpec)
            {
                Walk(ref reader, Target.None, space, into);
            }
            else
            {
                reader.Skip();
            }
        }
    }

    // A pod's spec has no free-form objects, so the name of a member alone says what its value refers to, wherever it stands. That covers
    // volume drivers and containers of kinds yet to come.
    private static void Walk(ref Utf8JsonReader reader, Target target, string space, ICollection<ResourceKey> into)
    {
        if (reader.TokenType == JsonTokenType.StartArray)
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                Walk(ref reader, target, space, into);
            }
        }
        else if (reader.TokenType == JsonTokenType.StartObject)
        {
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                ReadMember(ref reader, target, space, into);
            }
        }
    }

    private static void ReadMember(ref Utf8JsonReader reader, Target target, string space, ICollection<ResourceKey> into)
    {
        var named = PluralNamedBy(reader, target);
        var next = TargetOf(reader);
        var hasToken = reader.ValueTextEquals("serviceAccountToken"u8);
        reader.Read();
        if (named is not null && reader.TokenType == JsonTokenType.String)
        {
            if (reader.GetString() is { Length: > 0 } name)
            {
                into.Add(new ResourceKey(string.Empty, named, space, name));
            }

            return;
        }

        if (hasToken && reader.TokenType == JsonTokenType.StartObject)
        {
            into.Add(new ResourceKey(string.Empty, "configmaps", space, RootAuthority));
        }

        Walk(ref reader, next, space, into);
    }

    /// <summary>The resource whose object a member's text names; null when it names none.</summary>
    private static string? PluralNamedBy(in Utf8JsonReader member, Target target)
    {
        if (target != Target.None && member.ValueTextEquals("name"u8))
        {
            return target == Target.Secret ? "secrets" : "configmaps";
        }

        if (member.ValueTextEquals("secretName"u8))
        {
            return "secrets";
        }

        return member.ValueTextEquals("serviceAccountName"u8) || member.ValueTextEquals("serviceAccount"u8) ? "serviceaccounts" : null;
    }

    /// <summary>What the <c>name</c> inside a member's object refers to.</summary>
    private static Target TargetOf(in Utf8JsonReader member) =>
        member.ValueTextEquals("configMap"u8) || member.ValueTextEquals("configMapRef"u8) || member.ValueTextEquals("configMapKeyRef"u8)
            ? Target.ConfigMap
            : member.ValueTextEquals("secret"u8) || member.ValueTextEquals("secretRef"u8) || member.ValueTextEquals("secretKeyRef"u8)
                || member.ValueTextEquals("nodePublishSecretRef"u8) || member.ValueTextEquals("imagePullSecrets"u8)
                ? Target.Secret
                : Target.None;
}
